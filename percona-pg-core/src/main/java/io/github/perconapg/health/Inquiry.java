package io.github.perconapg.health;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.perconapg.target.ApiPath;
import io.github.perconapg.target.ApiRequests;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;

/**
 * What is asked of the cluster only once something is wrong.
 *
 * @param holder what is known of the pod that holds the operator's Lease, if it is none of the
 *     operator's; empty otherwise
 * @param absent objects of the release by which the operator gets its rights, and that do not exist
 */
record Inquiry(String holder, List<String> absent) {

  /** Nothing was asked. */
  static final Inquiry NONE = new Inquiry("", List.of());

  /** Asks; what may not be read is left out. */
  static Inquiry of(ApiRequests api, OperatorTarget operator, Snapshot seen) {
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
    return new Inquiry(holder(api, operator, seen), absent);
  }

  /** Whether a RoleBinding is among what is absent. */
  boolean bindingAbsent() {
    return absent.stream().anyMatch(object -> object.contains("RoleBinding"));
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
