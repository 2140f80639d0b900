package io.github.perconapg.model;

/**
 * The minimal roles for deploying, verifying and destroying a release.
 *
 * @param yaml a Role in the release's namespace, a ClusterRole for what has no namespace or
 *     concerns all of them, or both, as YAML documents
 * @param clusterWide whether a ClusterRole is among them
 * @param namespaced whether a Role is among them
 */
public record DeployerRole(String yaml, boolean clusterWide, boolean namespaced) {

  /** The name of the roles. */
  public static final String NAME = "percona-pg-deployer";
}
