package io.github.perconapg.maven;

import io.github.perconapg.maven.parameter.Parameters;
import io.github.perconapg.maven.render.OutputFiles;
import io.github.perconapg.model.ClusterPolicy;
import io.github.perconapg.model.DestroyOptions;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Removes the operator, and its namespace where this tool made it and nothing else is in it.
 * Refuses while database clusters exist, unless it is told to delete them first. Custom resource
 * definitions stay unless they are asked for. That nothing is there is success, and after a failure
 * the next run goes on.
 *
 * @since 0.1.0
 */
@Mojo(
    name = "destroy",
    defaultPhase = LifecyclePhase.POST_INTEGRATION_TEST,
    requiresProject = false,
    threadSafe = true)
public final class DestroyMojo extends ClusterMojo {

  /**
   * What is done about database clusters that the operator looks after: {@code refuse} lists them
   * and stops, {@code delete} deletes restores, backups and clusters in this order while the
   * operator is alive.
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
   * The deadline for each manifest, in hours, minutes and seconds, more than zero.
   *
   * <p>Example: {@code -Dpercona-pg.timeout=2m}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "percona-pg.timeout", defaultValue = "5m")
  String timeout = "5m";

  /**
   * Whether to leave out this goal.
   *
   * <p>Example: {@code -Dpercona-pg.destroy.skip}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "percona-pg.destroy.skip", defaultValue = "false")
  boolean destroySkip;

  @Override
  String goal() {
    return "destroy";
  }

  @Override
  boolean skipGoal() {
    return destroySkip;
  }

  @Override
  boolean removes() {
    return true;
  }

  @Override
  Verb verb(Parameters parameters) {
    var options =
        options(
                parameters,
                clusters,
                keepVolumes,
                removeDataFinalizers,
                forceFinalizers,
                deleteCrds)
            .timeout(parameters.duration("timeout", timeout));
    return (cluster, desired, turn) -> {
      var result = cluster.destroy(desired, options, turn);
      turn.report().write(result);
      OutputFiles.remove(turn.folder());
      var what = "release " + desired.release() + " in namespace " + desired.namespace();
      turn.show(result, what);
    };
  }

  /** What a destroy may do, as its goal and its preview read it. */
  static DestroyOptions options(
      Parameters parameters,
      String clusters,
      boolean keepVolumes,
      boolean removeDataFinalizers,
      boolean forceFinalizers,
      boolean deleteCrds) {
    return DestroyOptions.defaults()
        .clusters(parameters.choice("clusters", clusters, ClusterPolicy.class))
        .keepVolumes(parameters.flag("keepVolumes", keepVolumes))
        .removeDataFinalizers(parameters.flag("removeDataFinalizers", removeDataFinalizers))
        .forceFinalizers(parameters.flag("forceFinalizers", forceFinalizers))
        .deleteCrds(parameters.flag("deleteCrds", deleteCrds));
  }
}
