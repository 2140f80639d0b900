package io.github.perconapg.maven;

import io.github.perconapg.maven.parameter.Parameters;
import io.github.perconapg.model.ClusterPolicy;
import io.github.perconapg.model.DestroyOptions;
import org.apache.maven.plugins.annotations.Parameter;

/** The parameters that destroy and preview-destroy share. */
public abstract class DestroyOptionsMojo extends ClusterMojo {

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
   * Deletes the operator's CRDs as well. Refused while any object of their kinds exists anywhere,
   * or another operator uses them.
   *
   * <p>Example: {@code -Dpercona-pg.deleteCrds}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "percona-pg.deleteCrds", defaultValue = "false")
  boolean deleteCrds;

  /** Returns the options of a destroy, with the default deadline. */
  DestroyOptions options(Parameters parameters) {
    return DestroyOptions.defaults()
        .clusters(parameters.choice("clusters", clusters, ClusterPolicy.class))
        .keepVolumes(parameters.flag("keepVolumes", keepVolumes))
        .removeDataFinalizers(parameters.flag("removeDataFinalizers", removeDataFinalizers))
        .forceFinalizers(parameters.flag("forceFinalizers", forceFinalizers))
        .deleteCrds(parameters.flag("deleteCrds", deleteCrds));
  }
}
