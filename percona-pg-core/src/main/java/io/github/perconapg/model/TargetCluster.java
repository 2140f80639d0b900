package io.github.perconapg.model;

/** The cluster that a manifest names. */
public sealed interface TargetCluster {

  /** Returns the name by which to find the cluster in a targets file or a kubeconfig. */
  String id();

  /**
   * A cluster by the id of its provider configuration ({@code kubernetesProviderConfigId} and its
   * aliases).
   *
   * @param id the id, never empty
   */
  record ById(String id) implements TargetCluster {}

  /**
   * A cluster by kind and name ({@code kubernetesClusterSelector}).
   *
   * @param clusterKind the resource kind of the cluster, for example {@code GcpGkeCluster}; empty
   *     if the manifest lacks it
   * @param clusterName the cluster's name, never empty; used as the id
   */
  record BySelector(String clusterKind, String clusterName) implements TargetCluster {
    @Override
    public String id() {
      return clusterName;
    }
  }
}
