/**
 * Carries out a plan under the lock: namespace, CRDs, release, readiness, verified mark. After a
 * failure it keeps evidence first, then undoes what the safety rules allow.
 */
@NullMarked
package io.github.perconapg.internal.deploy;

import org.jspecify.annotations.NullMarked;
