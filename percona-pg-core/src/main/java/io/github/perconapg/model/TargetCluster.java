package io.github.perconapg.model;

/** The cluster that a manifest names. */
public sealed interface TargetCluster {

  /** The name under which the cluster is looked up in a targets file or a kubeconfig. */
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
   *     when the manifest leaves it out
   * @param clusterName the cluster's name, never empty; counts as the id
   */
  record BySelector(String clusterKind, String clusterName) implements TargetCluster {
    @Override
    public String id() {
      return clusterName;
    }
  }
}
