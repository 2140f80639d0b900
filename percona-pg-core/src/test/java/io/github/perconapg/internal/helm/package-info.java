/** Tests of the release package, and the programs and servers that they fork and start. */
@NullMarked
package io.github.perconapg.internal.helm;

import org.jspecify.annotations.NullMarked;
