package io.github.perconapg.maven;

import io.github.perconapg.maven.parameter.Parameters;
import io.github.perconapg.maven.render.HistoryLines;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Lists the release's revisions, newest first: when, chart and operator, whether it was verified,
 * which values changed, and what came of it. Writes nothing to the cluster and needs no chart.
 *
 * @since 0.1.0
 */
@Mojo(name = "history", requiresProject = false, threadSafe = true)
public final class HistoryMojo extends ClusterMojo {

  /**
   * Skips this goal.
   *
   * <p>Example: {@code -Dpercona-pg.history.skip}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "percona-pg.history.skip", defaultValue = "false")
  boolean historySkip;

  @Override
  String goal() {
    return "history";
  }

  @Override
  boolean skipGoal() {
    return historySkip;
  }

  @Override
  Verb verb(Parameters parameters) {
    return (cluster, desired, turn) -> {
      var revisions = cluster.history(desired);
      turn.report().write(revisions);
      var what = "release " + desired.release() + " in namespace " + desired.namespace();
      turn.show(HistoryLines.of(revisions, what));
    };
  }
}
