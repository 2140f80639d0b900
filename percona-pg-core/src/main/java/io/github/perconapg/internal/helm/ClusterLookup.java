package io.github.perconapg.internal.helm;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.perconapg.internal.kubernetes.ApiRequests;
import io.github.perconapg.internal.outlet.Redactor;
import java.net.HttpURLConnection;
import java.util.Map;
import java.util.function.Function;

/** Asks the cluster for what a template looks up, with the caller's own credential. */
final class ClusterLookup implements Function<String, ClusterView.Answer> {

  private final ApiRequests api;
  private final Redactor redactor;

  /**
   * @param redactor is told what the Secrets hold that are looked up, since it may be rendered
   */
  ClusterLookup(ApiRequests api, Redactor redactor) {
    this.api = api;
    this.redactor = redactor;
  }

  @Override
  public ClusterView.Answer apply(String path) {
    try {
      var found = api.get(path);
      redactor.learnObject(found);
      return found == null
          ? status(HttpURLConnection.HTTP_NOT_FOUND, "NotFound", "not found")
          : new ClusterView.Answer(HttpURLConnection.HTTP_OK, ClusterView.json(found));
    } catch (KubernetesClientException e) {
      var code = e.getCode() < 400 ? HttpURLConnection.HTTP_UNAVAILABLE : e.getCode();
      var reason = code == HttpURLConnection.HTTP_FORBIDDEN ? "Forbidden" : "ServiceUnavailable";
      return status(code, reason, String.valueOf(e.getMessage()));
    }
  }

  private static ClusterView.Answer status(int code, String reason, String message) {
    return new ClusterView.Answer(
        code,
        ClusterView.json(
            Map.of(
                "kind",
                "Status",
                "apiVersion",
                "v1",
                "status",
                "Failure",
                "reason",
                reason,
                "message",
                message,
                "code",
                code)));
  }
}
