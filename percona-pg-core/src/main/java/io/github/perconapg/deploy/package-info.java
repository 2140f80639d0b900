/**
 * Carries out a plan under the lock: namespace, definitions, release, readiness, proof. On failure
 * the evidence comes first, then what the safety rules allow to be undone.
 */
@NullMarked
package io.github.perconapg.deploy;

import org.jspecify.annotations.NullMarked;
