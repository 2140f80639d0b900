package io.github.perconapg.internal.helm;

import java.nio.file.Path;
import java.util.Map;

/** The mutating Helm verbs, carried out in a worker JVM. Not safe for use by several threads. */
public interface Helm extends AutoCloseable {

  /** Installs a first revision without CRDs and without waiting; the namespace must exist. */
  void install(Operation operation);

  /** Upgrades to a new revision with exactly the given values, without waiting. */
  void upgrade(Operation operation);

  /**
   * Renders the chart as {@link #install} or {@link #upgrade} would, with the cluster's version and
   * kinds. Helm reaches no host for it: what templates look up is asked by the caller's JVM.
   *
   * @param cluster what Helm is told of the cluster
   * @param revision the release's newest revision; 0 when there is none, so that it is installed
   */
  Rendered render(Operation operation, ClusterView cluster, int revision);

  /** Uninstalls the release; absent is success. */
  void uninstall(String namespace, String release);

  /** Ends the worker and removes its private folder. */
  @Override
  void close();

  /**
   * What a chart renders, as YAML documents, without CRDs.
   *
   * @param manifest the release's objects, in Helm's order of installation
   * @param hooks the hooks, which Helm writes beside the release
   */
  record Rendered(String manifest, String hooks) {

    /** Leaves both out, which may hold secrets. */
    @Override
    public String toString() {
      return "Rendered";
    }
  }

  /**
   * What to install or upgrade.
   *
   * @param namespace the release's namespace
   * @param release the release's name
   * @param chart folder of the chart, without CRDs
   * @param values the user-supplied values
   * @param stamp stored with the record, so that it is known from its first moment
   */
  record Operation(
      String namespace,
      String release,
      Path chart,
      Map<String, Object> values,
      ProvenanceMetadata stamp) {

    /** Leaves the values out, which may hold secrets. */
    @Override
    public String toString() {
      return "Operation[" + namespace + "/" + release + ", chart " + chart + "]";
    }
  }
}
