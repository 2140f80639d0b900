package io.github.perconapg.maven;

import io.github.perconapg.maven.parameter.Parameters;
import io.github.perconapg.model.Adopt;
import io.github.perconapg.model.Consent;
import io.github.perconapg.model.DesiredState;
import io.github.perconapg.model.Readiness;
import io.github.perconapg.model.RunOptions;
import io.github.perconapg.model.StackInput;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Rolls back to a stored revision, with the same lock, readiness and evidence as a deploy. CRDs
 * stay as they are; a revision that they no longer serve is refused. Needs no chart, and sets the
 * same properties as deploy.
 *
 * @since 0.1.0
 */
@Mojo(name = "rollback", requiresProject = false, threadSafe = true)
public final class RollbackMojo extends ClusterMojo {

  /**
   * The revision to roll back to, as {@code history} lists it.
   *
   * <p>Default: the newest verified revision other than the deployed one. Example: {@code
   * -Dpercona-pg.revision=3}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "percona-pg.revision")
  @Nullable String revision;

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
   * <p>Example: {@code -Dpercona-pg.timeout=2m}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "percona-pg.timeout", defaultValue = "5m")
  String timeout = "5m";

  /**
   * Whether to roll back if another tool made the newest revision: {@code refuse} leaves it, {@code
   * keep} rolls back all the same, and so does {@code reset}, since the stored revision has its own
   * values.
   *
   * <p>Example: {@code -Dpercona-pg.adopt=keep}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "percona-pg.adopt", defaultValue = "refuse")
  String adopt = "refuse";

  /**
   * Whether the operator may watch other namespaces than now, so that databases change hands.
   *
   * <p>Example: {@code -Dpercona-pg.acceptWatchChange}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "percona-pg.acceptWatchChange", defaultValue = "false")
  boolean acceptWatchChange;

  /**
   * Skips this goal.
   *
   * <p>Example: {@code -Dpercona-pg.rollback.skip}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "percona-pg.rollback.skip", defaultValue = "false")
  boolean rollbackSkip;

  @Override
  String goal() {
    return "rollback";
  }

  @Override
  boolean skipGoal() {
    return rollbackSkip;
  }

  @Override
  DesiredState desired(StackInput input, Parameters parameters) {
    return super.desired(input, parameters)
        .consent(
            Consent.NONE
                .adopt(parameters.choice("adopt", adopt, Adopt.class))
                .acceptWatchChange(parameters.flag("acceptWatchChange", acceptWatchChange)));
  }

  @Override
  Verb verb(Parameters parameters) {
    var number = parameters.number("revision", revision);
    var options =
        RunOptions.defaults()
            .timeout(parameters.duration("timeout", timeout))
            .readiness(parameters.choice("readiness", readiness, Readiness.class));
    return (cluster, desired, turn) -> {
      var run = options.outputDirectory(turn.folder());
      publish(
          number == null
              ? cluster.rollback(desired, run, turn)
              : cluster.rollback(desired, number, run, turn),
          turn);
    };
  }
}
