package io.github.perconapg.maven;

import io.github.perconapg.maven.parameter.Parameters;
import io.github.perconapg.model.Readiness;
import io.github.perconapg.model.Rollback;
import io.github.perconapg.model.RunOptions;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Installs or upgrades the operator and waits until it works; does nothing where all is as desired.
 * Sets properties {@code percona-pg.out.*} (namespace, release, revision, chartVersion,
 * operatorVersion, deployment; {@code percona-pg.out.<subfolder>.*} for several manifests).
 *
 * @since 0.1.0
 */
@Mojo(
    name = "deploy",
    defaultPhase = LifecyclePhase.PRE_INTEGRATION_TEST,
    requiresProject = false,
    threadSafe = true)
public final class DeployMojo extends PlanningMojo {

  /**
   * When the operator counts as ready: {@code working} when it leads and its controllers run,
   * {@code available} when its Deployment is available, which is all that {@code helm --wait} looks
   * at.
   *
   * <p>Example: {@code -Dpercona-pg.readiness=available}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "percona-pg.readiness", defaultValue = "working")
  String readiness = "working";

  /**
   * The deadline for each manifest, in hours, minutes and seconds, more than zero.
   *
   * <p>Example: {@code -Dpercona-pg.timeout=1h30m}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "percona-pg.timeout", defaultValue = "5m")
  String timeout = "5m";

  /**
   * What happens when the operator does not come up: {@code auto} uninstalls a failed first install
   * and puts the newest revision that worked back where that is safe, {@code never} keeps
   * everything as it is. Evidence is kept before either.
   *
   * <p>Example: {@code -Dpercona-pg.rollback=never}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "percona-pg.rollback", defaultValue = "auto")
  String rollback = "auto";

  /**
   * Whether to leave out this goal.
   *
   * <p>Example: {@code -Dpercona-pg.deploy.skip}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "percona-pg.deploy.skip", defaultValue = "false")
  boolean deploySkip;

  @Override
  String goal() {
    return "deploy";
  }

  @Override
  boolean skipGoal() {
    return deploySkip;
  }

  @Override
  Verb verb(Parameters parameters) {
    var options =
        RunOptions.defaults()
            .timeout(parameters.duration("timeout", timeout))
            .readiness(parameters.choice("readiness", readiness, Readiness.class))
            .rollback(parameters.choice("rollback", rollback, Rollback.class));
    return (cluster, desired, turn) -> {
      var result = cluster.deploy(desired, options.outputDirectory(turn.folder()), turn);
      publish(result, turn);
    };
  }
}
