/** The public API's entry point: {@link io.github.perconapg.PerconaPg}. */
@NullMarked
package io.github.perconapg;

import org.jspecify.annotations.NullMarked;
