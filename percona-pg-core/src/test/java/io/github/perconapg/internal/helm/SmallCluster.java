package io.github.perconapg.internal.helm;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A cluster of few kinds and objects, for renderings. */
final class SmallCluster {

  private static final String SECRETS = "/api/v1/namespaces/pgo/secrets";

  private SmallCluster() {}

  static ClusterView view() {
    return view(path -> {});
  }

  /**
   * @param asked receives the paths of what is looked up
   */
  static ClusterView view(Consumer<String> asked) {
    var resources = new LinkedHashMap<String, List<Map<String, Object>>>();
    resources.put("v1", List.of(kind("configmaps", "ConfigMap"), kind("secrets", "Secret")));
    resources.put("gateway.networking.k8s.io/v1", List.of(kind("gateways", "Gateway")));
    return ClusterView.of(
        Map.of("major", "1", "minor", "34+", "gitVersion", "v1.34.4-gke.100"),
        resources,
        path -> {
          asked.accept(path);
          return answer(path);
        });
  }

  private static ClusterView.Answer answer(String path) {
    var there = "{\"apiVersion\":\"v1\",\"kind\":\"Secret\",\"data\":{\"word\":\"c2VjcmV0\"}}";
    return switch (path) {
      case SECRETS + "/there" -> new ClusterView.Answer(200, there);
      case SECRETS -> {
        var two = "[" + there + "," + there + "]";
        yield new ClusterView.Answer(
            200, "{\"apiVersion\":\"v1\",\"kind\":\"SecretList\",\"items\":" + two + "}");
      }
      case SECRETS + "/forbidden" -> refused(403, "Forbidden", "secrets is forbidden");
      default -> refused(404, "NotFound", "not found");
    };
  }

  private static ClusterView.Answer refused(int code, String reason, String message) {
    return new ClusterView.Answer(
        code,
        """
        {"kind":"Status","apiVersion":"v1","status":"Failure","reason":"%s","message":"%s",\
        "code":%d}\
        """
            .formatted(reason, message, code));
  }

  private static Map<String, Object> kind(String plural, String kind) {
    return Map.of(
        "name",
        plural,
        "singularName",
        "",
        "namespaced",
        true,
        "kind",
        kind,
        "verbs",
        List.of("create", "get", "list"));
  }
}
