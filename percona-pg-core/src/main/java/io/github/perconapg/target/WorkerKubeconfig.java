package io.github.perconapg.target;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** Writes one context as a kubeconfig that client-go reads without running anything. */
final class WorkerKubeconfig {

  private WorkerKubeconfig() {}

  /** The text; secret. */
  static String of(KubeContext context) {
    var name = "target";
    var document = new LinkedHashMap<String, Object>();
    document.put("apiVersion", "v1");
    document.put("kind", "Config");
    document.put("clusters", named(name, "cluster", cluster(context.cluster())));
    document.put("users", named(name, "user", user(context)));
    document.put("contexts", named(name, "context", Map.of("cluster", name, "user", name)));
    document.put("current-context", name);
    var settings =
        DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).setWidth(1 << 30).build();
    return new Dump(settings).dumpToString(document);
  }

  private static Map<String, Object> cluster(Cluster cluster) {
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
      entry.put("proxy-url", cluster.proxy().toString());
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
