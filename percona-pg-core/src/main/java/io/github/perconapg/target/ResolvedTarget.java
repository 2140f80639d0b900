package io.github.perconapg.target;

/**
 * The one cluster that is worked on.
 *
 * @param name the name under which it was found: a context, an id of the targets file, or {@code
 *     in-cluster}
 * @param server the API server's address
 * @param identity the user's name in the kubeconfig, or the service account
 * @param source where it was found, for messages, for example a kubeconfig's path
 */
public record ResolvedTarget(String name, String server, String identity, String source) {}
