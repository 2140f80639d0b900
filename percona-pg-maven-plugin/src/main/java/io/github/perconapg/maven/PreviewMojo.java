package io.github.perconapg.maven;

import io.github.perconapg.maven.parameter.Parameters;
import io.github.perconapg.maven.render.PlanTree;
import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.Problem;
import java.util.List;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Shows what deploy would do, and changes nothing. Fails where deploy would refuse to start, so
 * that a build can rely on it. Needs permission to get and list only.
 *
 * @since 0.1.0
 */
@Mojo(name = "preview", requiresProject = false, threadSafe = true)
public final class PreviewMojo extends PlanningMojo {

  /**
   * Skips this goal.
   *
   * <p>Example: {@code -Dpercona-pg.preview.skip}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "percona-pg.preview.skip", defaultValue = "false")
  boolean previewSkip;

  @Override
  String goal() {
    return "preview";
  }

  @Override
  boolean skipGoal() {
    return previewSkip;
  }

  @Override
  Verb verb(Parameters parameters) {
    return (cluster, desired, turn) -> {
      var plan = cluster.plan(desired);
      turn.report().write(plan);
      turn.show(PlanTree.of(plan, MavenPaint.ofTheConsole()));
      refuse(plan.refusals());
    };
  }

  /** Fails the goal where the previewed run would refuse to start. */
  static void refuse(List<Problem> refusals) {
    if (!refusals.isEmpty()) {
      throw new PerconaPgException(refusals, null);
    }
  }
}
