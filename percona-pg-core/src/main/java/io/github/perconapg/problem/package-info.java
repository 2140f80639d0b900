/**
 * What can go wrong: one exception family, one record a problem (code, facts, remedy, evidence),
 * one catalogue of codes, and the one place that translates errors of other libraries.
 */
@NullMarked
package io.github.perconapg.problem;

import org.jspecify.annotations.NullMarked;
