package io.github.perconapg.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Deploys the operator before the tests of a class, and removes it after them.
 *
 * <p>Constructors and test methods may have parameters of these types: {@link
 * io.github.perconapg.model.Outputs} (namespace, release and so on), {@link
 * io.github.perconapg.Cluster} (verify, plan and the other verbs), {@link
 * io.github.perconapg.model.DesiredState} (what was deployed), and {@code
 * io.fabric8.kubernetes.client.KubernetesClient} (a client of the same cluster as the same user).
 * They are closed by the extension.
 *
 * <p>An operator that was there before the run, in whatever state, is brought to the manifest's and
 * left where it is at the end: only what this run installed is removed. Databases that tests leave
 * behind keep it, and fail the class or the run with a list of them.
 *
 * <p>These system properties win over what is written here, so that a build server can choose the
 * cluster: {@code percona-pg.kubeconfig}, {@code percona-pg.context}, {@code percona-pg.chart},
 * {@code percona-pg.chartVersion}, {@code percona-pg.keepOnFailure}.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.ANNOTATION_TYPE})
@ExtendWith(PerconaPgExtension.class)
public @interface PerconaPgOperator {

  /** How long one operator lives. */
  enum Scope {
    /** For the tests of one class. */
    CLASS,
    /** For all classes of a run whose annotations are equal, also when they run side by side. */
    RUN
  }

  /** The manifest: a resource of the class path, else a file. */
  String manifest() default "percona-postgresql-operator.yaml";

  /**
   * The kubeconfig's context to use. Empty for the cluster that the manifest names, which is never
   * replaced by the current context.
   */
  String target() default "";

  /** Overrides of the manifest, {@code path=value} each. */
  String[] set() default {};

  /** The chart: empty for Percona's, else a folder, an archive or a repository. */
  String chart() default "";

  /** The chart's version; empty for the default. */
  String chartVersion() default "";

  /** How long the operator lives. */
  Scope scope() default Scope.CLASS;

  /**
   * Tells whether the manifest's namespace gets a random ending, and is made, so that builds that
   * run at the same time do not meet.
   */
  boolean ownNamespace() default false;

  /** Tells whether everything is kept for a look when a test has failed. */
  boolean keepOnFailure() default false;

  /** The deadline of the deploy, and of the destroy, in seconds; more than zero. */
  int timeoutSeconds() default 300;
}
