/** Tests of what runs inside the worker. */
@NullMarked
package io.github.perconapg.release.worker;

import org.jspecify.annotations.NullMarked;
