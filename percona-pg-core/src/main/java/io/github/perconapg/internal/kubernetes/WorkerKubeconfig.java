package io.github.perconapg.internal.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.perconapg.internal.kubeconfig.ClusterEntry;
import io.github.perconapg.internal.kubeconfig.KubeContext;
import io.github.perconapg.internal.kubeconfig.Pem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes one context as a kubeconfig that client-go reads without running anything. It is JSON,
 * which is YAML too: a token of digits stays text there whatever version of YAML the reader knows.
 */
final class WorkerKubeconfig {

  private WorkerKubeconfig() {}

  /** The text; secret. */
  static String of(KubeContext target) {
    var name = "target";
    var document = new LinkedHashMap<String, Object>();
    document.put("apiVersion", "v1");
    document.put("kind", "Config");
    document.put("clusters", named(name, "cluster", cluster(target.cluster())));
    document.put("users", named(name, "user", user(target)));
    var context = new LinkedHashMap<String, Object>();
    context.put("cluster", name);
    context.put("user", name);
    document.put("contexts", named(name, "context", context));
    document.put("current-context", name);
    try {
      return new JsonMapper().writeValueAsString(document);
    } catch (JsonProcessingException e) {
      // Without the cause, which could quote the credential.
      throw new IllegalStateException("maps of texts can always be written as JSON");
    }
  }

  private static Map<String, Object> cluster(ClusterEntry cluster) {
    var entry = new LinkedHashMap<String, Object>();
    entry.put("server", cluster.server().toString());
    if (cluster.ca() != null) {
      entry.put("certificate-authority-data", Pem.base64(cluster.ca()));
    }
    if (cluster.insecure()) {
      entry.put("insecure-skip-tls-verify", true);
    }
    if (cluster.tlsServerName() != null) {
      entry.put("tls-server-name", cluster.tlsServerName());
    }
    if (cluster.proxy() != null) {
      entry.put("proxy-url", cluster.proxy().address().toString());
    }
    return entry;
  }

  private static Map<String, Object> user(KubeContext context) {
    var entry = new LinkedHashMap<>(context.credential().userEntry());
    var as = context.impersonation();
    if (as != null) {
      entry.put("as", as.user());
      if (as.uid() != null) {
        entry.put("as-uid", as.uid());
      }
      if (!as.groups().isEmpty()) {
        entry.put("as-groups", as.groups());
      }
      if (!as.extra().isEmpty()) {
        entry.put("as-user-extra", as.extra());
      }
    }
    return entry;
  }

  private static List<Map<String, Object>> named(
      String name, String field, Map<String, Object> body) {
    var entry = new LinkedHashMap<String, Object>();
    entry.put("name", name);
    entry.put(field, body);
    return List.of(entry);
  }
}
