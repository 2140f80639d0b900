package io.github.perconapg.internal.kubeconfig;

import java.util.ArrayList;
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

  public static ResolvedTarget of(KubeContext context) {
    var cluster = context.cluster();
    var warnings = new ArrayList<String>();
    if (cluster.insecure()) {
      warnings.add(
          "The certificate of %s is not verified (insecure-skip-tls-verify in %s)."
              .formatted(cluster.server(), context.source()));
    }
    if ("http".equals(cluster.server().getScheme())) {
      warnings.add("The connection to " + cluster.server() + " is not encrypted.");
    }
    var as = context.impersonation();
    var identity = context.userName().isEmpty() ? "anonymous" : context.userName();
    return new ResolvedTarget(
        context.name(),
        cluster.server().toString(),
        as == null ? identity : identity + " as " + as.user(),
        context.source(),
        warnings);
  }
}
