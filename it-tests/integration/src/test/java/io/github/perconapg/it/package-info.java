/** Tests of the library and the plugin on a real control plane. */
@NullMarked
package io.github.perconapg.it;

import org.jspecify.annotations.NullMarked;
