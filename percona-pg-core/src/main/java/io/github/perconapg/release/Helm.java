package io.github.perconapg.release;

import java.nio.file.Path;
import java.util.Map;

/** The mutating Helm verbs, carried out in a worker JVM. Not safe for use by several threads. */
public interface Helm extends AutoCloseable {

  /** Installs a first revision, without waiting, CRDs left out, namespace expected to exist. */
  void install(Operation operation);

  /** Upgrades to a new revision with exactly the given values, without waiting. */
  void upgrade(Operation operation);

  /**
   * Renders the chart as {@link #install} would, on this machine: the cluster is not asked, so that
   * a chart that looks objects up or tests the cluster's API versions renders without them.
   *
   * @return the objects as YAML documents, without hooks and CRDs, in Helm's order of installation
   */
  String template(Operation operation);

  /** Uninstalls the release; absent is success. */
  void uninstall(String namespace, String release);

  /** Ends the worker and removes its private folder. */
  @Override
  void close();

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
      String namespace, String release, Path chart, Map<String, Object> values, Stamp stamp) {

    /** Leaves the values out, which may hold secrets. */
    @Override
    public String toString() {
      return "Operation[" + namespace + "/" + release + ", chart " + chart + "]";
    }
  }
}
