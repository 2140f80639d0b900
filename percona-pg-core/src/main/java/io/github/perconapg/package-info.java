/** The public entry of the library: {@code PerconaPg}. */
@NullMarked
package io.github.perconapg;

import org.jspecify.annotations.NullMarked;
