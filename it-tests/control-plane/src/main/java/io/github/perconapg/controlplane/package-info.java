/**
 * A real Kubernetes control plane on this machine, for tests and for the quickstart.
 *
 * <h2>Building</h2>
 *
 * <p>The programs (kube-apiserver, kube-controller-manager, kube-scheduler, kubectl, etcd, kwok,
 * kwokctl and, when asked for, helm) are built with the local {@code go} command from the Go
 * modules in src/main/go, which travel in this module's jar. They are kept in the user's cache
 * folder ($XDG_CACHE_HOME or ~/.cache, then percona-pg/control-plane), under a name made of the
 * hash of go.mod, go.sum, the flags and the platform: a first build takes some minutes and 4 GB of
 * Go caches, all later starts find it. To move to another Kubernetes version, change the versions
 * in go.mod, the replaced ones too, and run {@code go mod tidy} there. {@link
 * io.github.perconapg.controlplane.binaries.KubernetesRelease} says which versions there are.
 *
 * <h2>Running</h2>
 *
 * <p>{@link io.github.perconapg.controlplane.ControlPlane#start} gives a running API server with
 * etcd, scheduler, controllers, RBAC and an audit log within seconds; nodes and pods are simulated
 * by kwok. Tests use {@link io.github.perconapg.controlplane.junit.WithControlPlane}, Maven builds
 * use {@link io.github.perconapg.controlplane.ControlPlaneMain}. All processes are ended by a
 * supervising process when whoever asked for them is gone, however it died.
 *
 * <p>On a plane the pods of the Percona operator are played by {@link
 * io.github.perconapg.controlplane.operator.StandInOperator}, and {@link
 * io.github.perconapg.controlplane.chart.StandInChart} writes charts of the operator's shape.
 */
@NullMarked
package io.github.perconapg.controlplane;

import org.jspecify.annotations.NullMarked;
