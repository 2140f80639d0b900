package io.github.perconapg.controlplane.junit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives the tests of a class a control plane with a stand-in operator.
 *
 * <p>Parameters that can be asked for, in constructors, tests and lifecycle methods:
 *
 * <ul>
 *   <li>{@link io.github.perconapg.controlplane.ControlPlane}: the plane
 *   <li>{@link io.github.perconapg.controlplane.TestCluster}: the plane or, with -Dit.kubeconfig,
 *       the cluster named there; what tests tagged {@value #ANY_CLUSTER} ask for
 *   <li>{@link io.fabric8.kubernetes.client.KubernetesClient}: an administrator's client of it
 *   <li>{@link io.github.perconapg.controlplane.audit.AuditLog}: of the plane
 *   <li>a String annotated with {@link FreshNamespace}
 * </ul>
 *
 * <p>With -Dit.kubeconfig=FILE no plane is started: only tests tagged {@value #ANY_CLUSTER} run,
 * the number of the others is logged at the end, and a cluster that holds a CRD of Percona's or
 * Crunchy's operator is refused unless -Dit.disposable=SERVER names its address.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(ControlPlaneExtension.class)
public @interface WithControlPlane {
  /** The tag of tests that may run on any cluster. */
  String ANY_CLUSTER = "any-cluster";

  /** The tag of tests that take long by nature; they run with {@code mvn verify -Pfull} only. */
  String FULL = "full";

  /**
   * Whether this class gets a plane of its own, since it changes what belongs to the whole cluster.
   *
   * @return false for the plane that all classes of a run share
   */
  boolean own() default false;
}
