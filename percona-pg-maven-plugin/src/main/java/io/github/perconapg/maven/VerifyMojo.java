package io.github.perconapg.maven;

import io.github.perconapg.maven.parameter.CheckNames;
import io.github.perconapg.maven.parameter.Parameters;
import io.github.perconapg.maven.render.CheckLines;
import io.github.perconapg.maven.render.JUnitFile;
import io.github.perconapg.model.Readiness;
import io.github.perconapg.model.VerifyOptions;
import java.util.List;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Checks a deployed operator and writes nothing: a line a check, with facts and remedy where one is
 * not well. Fails when a check fails; what cannot be told from here does not count as failed.
 *
 * @since 0.1.0
 */
@Mojo(
    name = "verify",
    defaultPhase = LifecyclePhase.PRE_INTEGRATION_TEST,
    requiresProject = false,
    threadSafe = true)
public final class VerifyMojo extends ValuesMojo {

  /**
   * When the operator counts as ready: {@code working} when it leads and its controllers run,
   * {@code available} when its Deployment is available.
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
   * <p>Example: {@code -Dpercona-pg.timeout=30s}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "percona-pg.timeout", defaultValue = "5m")
  String timeout = "5m";

  /**
   * Which checks are carried out: their names, or the names of categories ({@code definitions},
   * {@code release}, {@code workload}, {@code operator}, {@code access}, {@code api}).
   *
   * <p>Default: all. Example: {@code -Dpercona-pg.checks=release,lease-held}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "percona-pg.checks")
  List<String> checks = List.of();

  /**
   * For how long looking is repeated until the operator is healthy.
   *
   * <p>Example: {@code -Dpercona-pg.waitFor=2m}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "percona-pg.waitFor", defaultValue = "0s")
  String waitFor = "0s";

  /**
   * How old a container has to be without a restart; a younger one is watched until then.
   *
   * <p>Example: {@code -Dpercona-pg.stableFor=0s} looks once and watches none.
   *
   * @since 0.1.0
   */
  @Parameter(property = "percona-pg.stableFor", defaultValue = "1m")
  String stableFor = "1m";

  /**
   * Whether the API server is asked, by dry runs, to accept a cluster, a backup and a restore.
   *
   * <p>Example: {@code -Dpercona-pg.dryRunApi}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "percona-pg.dryRunApi", defaultValue = "false")
  boolean dryRunApi;

  /**
   * Skips this goal.
   *
   * <p>Example: {@code -Dpercona-pg.verify.skip}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "percona-pg.verify.skip", defaultValue = "false")
  boolean verifySkip;

  @Override
  String goal() {
    return "verify";
  }

  @Override
  boolean skipGoal() {
    return verifySkip;
  }

  @Override
  Verb verb(Parameters parameters) {
    var options =
        VerifyOptions.defaults()
            .timeout(parameters.duration("timeout", timeout))
            .readiness(parameters.choice("readiness", readiness, Readiness.class))
            .checks(CheckNames.of(parameters.list("checks", checks)))
            .waitFor(parameters.durationOrZero("waitFor", waitFor))
            .stableFor(parameters.durationOrZero("stableFor", stableFor))
            .dryRunApi(parameters.flag("dryRunApi", dryRunApi));
    return (cluster, desired, turn) -> {
      var report = cluster.verify(desired, options, turn);
      turn.report().write(report);
      JUnitFile.write(turn.folder(), report);
      turn.show(CheckLines.of(report));
      if (!report.healthy()) {
        var what = "The operator in namespace " + desired.namespace();
        throw CheckLines.problem(report, what).asException();
      }
    };
  }
}
