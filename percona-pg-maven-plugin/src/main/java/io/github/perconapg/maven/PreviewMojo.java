package io.github.perconapg.maven;

import io.github.perconapg.maven.parameter.Parameters;
import io.github.perconapg.maven.render.PlanTree;
import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.Problem;
import java.util.List;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Shows what deploy, or destroy, would do, and changes nothing. Fails where that would refuse to
 * start, so that a build can rely on it. Needs the right to get and list only.
 *
 * @since 0.1.0
 */
@Mojo(name = "preview", requiresProject = false, threadSafe = true)
public final class PreviewMojo extends PlanningMojo {

  /**
   * What is previewed: {@code deploy} or {@code destroy}.
   *
   * <p>Example: {@code -Dpercona-pg.of=destroy}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "percona-pg.of", defaultValue = "deploy")
  String of = "deploy";

  /**
   * What a destroy would do about database clusters that the operator looks after: {@code refuse}
   * lists them and stops, {@code delete} deletes restores, backups and clusters in this order while
   * the operator is alive.
   *
   * <p>Example: {@code -Dpercona-pg.clusters=delete}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "percona-pg.clusters", defaultValue = "refuse")
  String clusters = "refuse";

  /**
   * Whether clusters are refused that would take their volumes or backups along, by a finalizer or
   * because they own a volume. {@code false} agrees to that loss; other volumes survive either way.
   *
   * <p>Example: {@code -Dpercona-pg.keepVolumes=false}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "percona-pg.keepVolumes", defaultValue = "true")
  boolean keepVolumes = true;

  /**
   * Whether the finalizers percona.com/delete-pvc and percona.com/delete-backups are taken off a
   * cluster before it is deleted, so that its volumes and backups survive.
   *
   * <p>Example: {@code -Dpercona-pg.removeDataFinalizers}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "percona-pg.removeDataFinalizers", defaultValue = "false")
  boolean removeDataFinalizers;

  /**
   * Whether the finalizers of restores, backups and clusters are taken off where the operator does
   * not do it: at once when it does not work, else after 30 seconds. What only the operator would
   * stop or clean up is left.
   *
   * <p>Example: {@code -Dpercona-pg.forceFinalizers}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "percona-pg.forceFinalizers", defaultValue = "false")
  boolean forceFinalizers;

  /**
   * Whether the operator's custom resource definitions go as well. Refused while any object of
   * their kinds exists anywhere, or another operator uses them.
   *
   * <p>Example: {@code -Dpercona-pg.deleteCrds}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "percona-pg.deleteCrds", defaultValue = "false")
  boolean deleteCrds;

  /**
   * Whether to leave out this goal.
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
    var options =
        DestroyMojo.options(
            parameters, clusters, keepVolumes, removeDataFinalizers, forceFinalizers, deleteCrds);
    if (parameters.choice("of", of, Previewed.class) == Previewed.DESTROY) {
      return (cluster, desired, turn) -> {
        var plan = cluster.planDestroy(desired, options);
        turn.report().write(plan);
        turn.show(PlanTree.of(plan, MavenPaint.ofTheConsole()));
        refuse(plan.refusals());
      };
    }
    return (cluster, desired, turn) -> {
      var plan = cluster.plan(desired);
      turn.report().write(plan);
      turn.show(PlanTree.of(plan, MavenPaint.ofTheConsole()));
      refuse(plan.refusals());
    };
  }

  private enum Previewed {
    DEPLOY,
    DESTROY
  }

  private static void refuse(List<Problem> refusals) {
    if (!refusals.isEmpty()) {
      throw new PerconaPgException(refusals, null);
    }
  }
}
