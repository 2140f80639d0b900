/**
 * Failures: one exception, one record per problem (code, facts, remedy, evidence), the catalogue of
 * codes, and the translation of other libraries' errors.
 */
@NullMarked
package io.github.perconapg.problem;

import org.jspecify.annotations.NullMarked;
