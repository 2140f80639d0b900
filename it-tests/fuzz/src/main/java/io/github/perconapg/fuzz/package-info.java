/**
 * Fuzzing of everything that the library reads from outside. The targets stand in the packages of
 * what they call, of which much is not public.
 */
@NullMarked
package io.github.perconapg.fuzz;

import org.jspecify.annotations.NullMarked;
