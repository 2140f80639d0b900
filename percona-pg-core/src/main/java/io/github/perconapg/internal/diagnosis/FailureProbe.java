package io.github.perconapg.internal.diagnosis;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.perconapg.internal.kubernetes.ApiPath;
import io.github.perconapg.internal.kubernetes.ApiRequests;
import io.github.perconapg.internal.operator.LeaseHolder;
import io.github.perconapg.internal.operator.OperatorTarget;
import io.github.perconapg.internal.yaml.Unstructured;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;

/**
 * What is asked of the cluster only once something is wrong.
 *
 * @param holder what is known of the pod that holds the operator's Lease, if it is none of the
 *     operator's; empty otherwise
 * @param absent objects of the release by which the operator gets its permissions, and that do not
 *     exist
 * @param cordoned the nodes that are cordoned, where a pod finds none
 */
public record FailureProbe(String holder, List<String> absent, List<String> cordoned) {

  /** Nothing was asked. */
  public static final FailureProbe NONE = new FailureProbe("", List.of(), List.of());

  /** Asks; what may not be read is skipped. */
  public static FailureProbe of(ApiRequests api, OperatorTarget operator, Snapshot seen) {
    return new FailureProbe(
        holder(api, operator, seen), absent(api, operator), cordoned(api, seen));
  }

  /** The objects by which the operator gets its permissions and that do not exist. */
  static List<String> absent(ApiRequests api, OperatorTarget operator) {
    var absent = new ArrayList<String>();
    for (var object : operator.access()) {
      try {
        if (api.get(object.path()) == null) {
          absent.add(object.shown());
        }
      } catch (KubernetesClientException e) {
        mayNotBeRead(e);
      }
    }
    return absent;
  }

  private static List<String> cordoned(ApiRequests api, Snapshot seen) {
    if (seen.living().stream().flatMap(Snapshot::unschedulable).noneMatch(FailureProbe::isCordon)) {
      return List.of();
    }
    try {
      var nodes =
          api.listMetadata("/api/v1/nodes?fieldSelector=spec.unschedulable%3Dtrue&limit=20");
      return Unstructured.list(nodes, "items").stream()
          .map(node -> Unstructured.text(node, "metadata", "name"))
          .toList();
    } catch (KubernetesClientException e) {
      mayNotBeRead(e);
      return List.of();
    }
  }

  /** Tells whether the scheduler says that a node is cordoned. */
  static boolean isCordon(String words) {
    return words.contains("were unschedulable") || words.contains("was unschedulable");
  }

  private static String holder(ApiRequests api, OperatorTarget operator, Snapshot seen) {
    var name = LeaseHolder.of(seen.lease()).pod();
    if (name.isEmpty() || seen.pods().stream().anyMatch(p -> name.equals(nameOf(p)))) {
      return "";
    }
    try {
      return api.get(ApiPath.core(operator.namespace(), "pods") + "/" + name) == null
          ? "pod " + name + " does not exist any more"
          : "pod " + name + " is not one of Deployment " + operator.deployment();
    } catch (KubernetesClientException e) {
      mayNotBeRead(e);
      return "";
    }
  }

  private static String nameOf(Pod pod) {
    return pod.getMetadata().getName();
  }

  private static void mayNotBeRead(KubernetesClientException e) {
    if (e.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
      throw e;
    }
  }
}
