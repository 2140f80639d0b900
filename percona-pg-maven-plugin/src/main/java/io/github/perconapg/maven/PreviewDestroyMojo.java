package io.github.perconapg.maven;

import io.github.perconapg.maven.parameter.Parameters;
import io.github.perconapg.maven.render.PlanTree;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Shows what destroy would do, and changes nothing. Fails where destroy would refuse to start, so
 * that a build can rely on it. Needs permission to get and list only.
 *
 * @since 0.1.0
 */
@Mojo(name = "preview-destroy", requiresProject = false, threadSafe = true)
public final class PreviewDestroyMojo extends DestroyOptionsMojo {

  /**
   * Skips this goal.
   *
   * <p>Example: {@code -Dpercona-pg.preview-destroy.skip}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "percona-pg.preview-destroy.skip", defaultValue = "false")
  boolean previewDestroySkip;

  @Override
  String goal() {
    return "preview-destroy";
  }

  @Override
  boolean skipGoal() {
    return previewDestroySkip;
  }

  @Override
  Verb verb(Parameters parameters) {
    var options = options(parameters);
    return (cluster, desired, turn) -> {
      var plan = cluster.planDestroy(desired, options);
      turn.report().write(plan);
      turn.show(PlanTree.of(plan, MavenPaint.ofTheConsole()));
      PreviewMojo.refuse(plan.refusals());
    };
  }
}
