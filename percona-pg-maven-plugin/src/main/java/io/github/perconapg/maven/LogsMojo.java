package io.github.perconapg.maven;

import io.github.perconapg.maven.parameter.Parameters;
import io.github.perconapg.model.LogOptions;
import java.util.List;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Prints the log of the deployed operator, as it wrote it. Needs no chart and writes nothing.
 *
 * @since 0.1.0
 */
@Mojo(name = "logs", requiresProject = false, threadSafe = true)
public final class LogsMojo extends ClusterMojo {

  /**
   * Whether to go on with what is written from now on, until the timeout or until the container
   * ends.
   *
   * <p>Example: {@code -Dpercona-pg.follow}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "percona-pg.follow", defaultValue = "false")
  boolean follow;

  /**
   * Only what was written in this last stretch of time.
   *
   * <p>Default: all. Example: {@code -Dpercona-pg.since=10m}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "percona-pg.since")
  @Nullable String since;

  /**
   * Whether the run of the container before the present one is meant, which tells why it ended.
   *
   * <p>Example: {@code -Dpercona-pg.previous}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "percona-pg.previous", defaultValue = "false")
  boolean previous;

  /**
   * When following ends, in hours, minutes and seconds, more than zero.
   *
   * <p>Example: {@code -Dpercona-pg.timeout=1h}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "percona-pg.timeout", defaultValue = "5m")
  String timeout = "5m";

  /**
   * Skips this goal.
   *
   * <p>Example: {@code -Dpercona-pg.logs.skip}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "percona-pg.logs.skip", defaultValue = "false")
  boolean logsSkip;

  @Override
  String goal() {
    return "logs";
  }

  @Override
  boolean skipGoal() {
    return logsSkip;
  }

  @Override
  Verb verb(Parameters parameters) {
    var options =
        new LogOptions(
            parameters.flag("follow", follow),
            parameters.optionalDuration("since", since),
            parameters.flag("previous", previous),
            parameters.duration("timeout", timeout));
    return (cluster, desired, turn) -> {
      cluster.logs(desired, options, line -> turn.show(List.of(line)));
      turn.report().writePrinted();
    };
  }
}
