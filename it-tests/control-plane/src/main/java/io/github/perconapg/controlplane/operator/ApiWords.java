package io.github.perconapg.controlplane.operator;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.perconapg.controlplane.chart.CrdKind;

/** How client-go words what the API server answered. */
final class ApiWords {
  private ApiWords() {}

  /** The server's own message, without what the Java client puts around it. */
  static String of(KubernetesClientException e) {
    var status = e.getStatus();
    String message = status == null ? null : status.getMessage();
    return message == null ? String.valueOf(e.getMessage()) : message;
  }

  /** The words of a list that failed, also of one of a kind that the server does not know. */
  static String ofList(KubernetesClientException e) {
    return e.getCode() == 404 ? "the server could not find the requested resource" : of(e);
  }

  /** What a list without the right to it is answered. */
  static String forbiddenList(OperatorPod pod, CrdKind kind) {
    return "failed to list %s: %s.%s is forbidden: User \"system:serviceaccount:%s:%s\" cannot list resource \"%s\" in API group \"%s\" in the namespace \"%s\""
        .formatted(
            kind.kind(),
            kind.plural(),
            kind.group(),
            pod.namespace(),
            pod.serviceAccount(),
            kind.plural(),
            kind.group(),
            pod.namespace());
  }

  /** What client-go says of a kind that discovery does not know. */
  static String noMatches(CrdKind kind) {
    return "failed to get restmapping: no matches for kind \"%s\" in version \"%s\""
        .formatted(kind.kind(), kind.apiVersion());
  }
}
