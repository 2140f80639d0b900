package io.github.perconapg.controlplane;

import io.github.perconapg.controlplane.binaries.KubernetesRelease;
import io.github.perconapg.controlplane.operator.StandInOptions;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a plane is to be started. Immutable; each method gives a changed copy.
 *
 * @param workRoot the folder that holds the planes' work folders
 * @param standIn how the operator's pods are played; null: as any other pod, ready at once
 * @param kubernetes which release of Kubernetes runs
 * @param controllers whether there are controllers, a scheduler and a node beside the API server
 * @param progress gets a line now and then while the programs are built
 */
public record PlaneOptions(
    Path workRoot,
    @Nullable StandInOptions standIn,
    KubernetesRelease kubernetes,
    boolean controllers,
    Consumer<String> progress) {
  private static final System.Logger LOG = System.getLogger(PlaneOptions.class.getName());

  /**
   * A plane in the build folder of the Maven module that runs, without a stand-in operator.
   *
   * @return the defaults
   */
  public static PlaneOptions defaults() {
    Path root = Path.of(System.getProperty("basedir", ""), "target", "planes");
    return new PlaneOptions(
        root.toAbsolutePath(),
        null,
        KubernetesRelease.TESTED,
        true,
        line -> LOG.log(System.Logger.Level.INFO, line));
  }

  /**
   * Puts the work folder elsewhere.
   *
   * @param folder made when absent; short paths are better
   * @return a changed copy
   */
  public PlaneOptions withWorkRoot(Path folder) {
    return new PlaneOptions(folder.toAbsolutePath(), standIn, kubernetes, controllers, progress);
  }

  /**
   * Has the operator's pods played by a stand-in operator.
   *
   * @param options how fast it is
   * @return a changed copy
   */
  public PlaneOptions withStandIn(StandInOptions options) {
    return new PlaneOptions(workRoot, options, kubernetes, controllers, progress);
  }

  /**
   * Runs another Kubernetes than the other tests do.
   *
   * @param release built when first asked for
   * @return a changed copy
   */
  public PlaneOptions withKubernetes(KubernetesRelease release) {
    return new PlaneOptions(workRoot, standIn, release, controllers, progress);
  }

  /**
   * Runs the API server and etcd only. Nothing is scheduled, collected or finalized: a namespace
   * that is deleted stays, and so do the pods of a Deployment that is deleted.
   *
   * @return a changed copy
   */
  public PlaneOptions withoutControllers() {
    return new PlaneOptions(workRoot, standIn, kubernetes, false, progress);
  }

  /**
   * Sends build progress elsewhere.
   *
   * @param lines gets whole lines
   * @return a changed copy
   */
  public PlaneOptions withProgress(Consumer<String> lines) {
    return new PlaneOptions(workRoot, standIn, kubernetes, controllers, lines);
  }
}
