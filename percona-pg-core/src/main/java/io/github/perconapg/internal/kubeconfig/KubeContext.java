package io.github.perconapg.internal.kubeconfig;

import org.jspecify.annotations.Nullable;

/**
 * A cluster together with the way to log in there, ready for use.
 *
 * @param name the name under which it was found
 * @param source where it was found, for messages
 * @param cluster the cluster
 * @param userName what the credential's owner is called, for messages
 * @param credential the credential
 * @param impersonation who to act as, or null
 */
public record KubeContext(
    String name,
    String source,
    ClusterEntry cluster,
    String userName,
    Credential credential,
    @Nullable Impersonation impersonation) {

  /** A copy that was found under another name, in another place. */
  KubeContext as(String name, String source) {
    return new KubeContext(name, source, cluster, userName, credential, impersonation);
  }

  @Override
  public String toString() {
    return "KubeContext[" + name + ", " + cluster + "]";
  }
}
