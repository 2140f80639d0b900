/**
 * A stand-in that plays the Percona operator through the Kubernetes API, for tests.
 *
 * <p>It is not the operator: it starts no database. It does what an observer of the API would see
 * of the operator's start, leadership, failures and finalizers.
 */
@NullMarked
package io.github.perconapg.controlplane.operator;

import org.jspecify.annotations.NullMarked;
