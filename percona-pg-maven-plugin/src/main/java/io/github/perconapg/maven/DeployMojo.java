package io.github.perconapg.maven;

import static java.util.Objects.requireNonNullElse;

import io.github.perconapg.DeployBatch;
import io.github.perconapg.DeployListener;
import io.github.perconapg.DeployOutcome;
import io.github.perconapg.PerconaPg;
import io.github.perconapg.maven.parameter.Parameters;
import io.github.perconapg.model.HttpSettings;
import io.github.perconapg.model.Readiness;
import io.github.perconapg.model.Rollback;
import io.github.perconapg.model.RunOptions;
import java.io.IOException;
import java.util.List;
import java.util.function.BiFunction;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Installs or upgrades the operator and waits until it works; does nothing where all is as desired.
 * Several manifests end with a table, and with {@code deploy-summary.json}. Sets properties {@code
 * percona-pg.out.*} (namespace, release, revision, chartVersion, operatorVersion, deployment;
 * {@code percona-pg.out.<subfolder>.*} for several manifests).
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
   * How many manifests are deployed at the same time, at least 1. Each needs a Helm process of its
   * own, and the memory for that.
   *
   * <p>Example: {@code -Dpercona-pg.parallel=4}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "percona-pg.parallel", defaultValue = "1")
  String parallel = "1";

  /**
   * Whether no further manifest is begun once one has failed. Those that have begun come to their
   * end either way, and the goal fails when any of them has failed.
   *
   * <p>Example: {@code -Dpercona-pg.failFast=false}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "percona-pg.failFast", defaultValue = "true")
  boolean failFast = true;

  /**
   * Skips this goal.
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

  /** How several manifests are deployed; replaced in tests only. */
  BiFunction<DeployBatch, DeployListener, List<DeployOutcome>> deployAll =
      (batch, listener) -> PerconaPg.deployAll(batch, listener);

  @Override
  void runAll(List<Job> jobs, Parameters parameters, HttpSettings http, List<String> warnings)
      throws IOException {
    int atOnce = requireNonNullElse(parameters.number("parallel", parallel), 1);
    var fast = parameters.flag("failFast", failFast);
    if (jobs.size() == 1) {
      super.runAll(jobs, parameters, http, warnings);
      return;
    }
    try (var several = new BatchDeploy(this, jobs, options(parameters), atOnce, warnings)) {
      var unused =
          deployAll.apply(
              DeployBatch.of(several.requests()).parallelism(atOnce).failFast(fast).http(http),
              several);
      several.conclude(outputFolder(parameters), fast);
    }
  }

  private RunOptions options(Parameters parameters) {
    return RunOptions.defaults()
        .timeout(parameters.duration("timeout", timeout))
        .readiness(parameters.choice("readiness", readiness, Readiness.class))
        .rollback(parameters.choice("rollback", rollback, Rollback.class));
  }

  @Override
  Verb verb(Parameters parameters) {
    var options = options(parameters);
    return (cluster, desired, turn) -> {
      var result = cluster.deploy(desired, options.outputDirectory(turn.folder()), turn);
      publish(result, turn);
    };
  }
}
