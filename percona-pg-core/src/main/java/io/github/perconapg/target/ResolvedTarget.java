package io.github.perconapg.target;

import java.util.List;

/**
 * The one cluster that is worked on.
 *
 * @param name the name under which it was found: a context, an id of the targets file, or {@code
 *     in-cluster}
 * @param server the API server's address
 * @param identity the user's name in the kubeconfig, or the service account
 * @param source where it was found, for messages, for example a kubeconfig's path
 * @param warnings what a person should know about the way to it, one sentence each, for example
 *     that the server's certificate is not verified; to be shown with the target
 */
public record ResolvedTarget(
    String name, String server, String identity, String source, List<String> warnings) {

  /** Copies the list, so that the record is immutable. */
  public ResolvedTarget {
    warnings = List.copyOf(warnings);
  }
}
