/**
 * The small process that starts a cluster and ends it when its owner is gone.
 *
 * <p>It uses nothing but the JDK, so that it starts in a fraction of a second; only when it plays
 * the operator as well does it load a Kubernetes client.
 */
@NullMarked
package io.github.perconapg.controlplane.supervisor;

import org.jspecify.annotations.NullMarked;
