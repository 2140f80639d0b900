/** Translates errors of others into problems of the catalogue, and shapes their text. */
@NullMarked
package io.github.perconapg.internal.problem;

import org.jspecify.annotations.NullMarked;
