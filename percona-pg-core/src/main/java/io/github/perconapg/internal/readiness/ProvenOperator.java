package io.github.perconapg.internal.readiness;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.perconapg.internal.kubernetes.ApiPath;
import io.github.perconapg.internal.kubernetes.ApiRequests;
import io.github.perconapg.internal.operator.LeaseHolder;
import io.github.perconapg.internal.operator.OperatorTarget;
import io.github.perconapg.internal.yaml.Unstructured;
import io.github.perconapg.model.Readiness;
import java.net.HttpURLConnection;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Whether an operator that was verified before still looks so: its Deployment is available, and
 * where it has to work, a pod of it leads. Its start-up lines were seen then and are not read
 * again.
 *
 * <p>A deploy that has nothing to do asks this and nothing else, so it reads maps: to load the
 * typed client takes a new JVM longer than all the questions together. What is missing, {@link
 * ReadyWait} then looks at in every way.
 *
 * @param paused whether it was scaled to nothing by hand
 * @param missing what is not as it has to be, in words; empty when all is
 */
public record ProvenOperator(boolean paused, List<String> missing) {

  /**
   * Looks once.
   *
   * @param readiness what it has to be
   * @throws KubernetesClientException when a question is not answered, but for a Lease that may not
   *     be read: then a pod that runs is taken for one that leads
   */
  public static ProvenOperator look(ApiRequests api, OperatorTarget operator, Readiness readiness) {
    var deployment =
        api.get(
            "/apis/apps/v1/namespaces/%s/deployments/%s"
                .formatted(operator.namespace(), operator.deployment()));
    var name = "Deployment " + operator.deployment();
    if (deployment == null) {
      return missing(name + " does not exist");
    }
    var wanted = number(deployment, 1, "spec", "replicas");
    if (wanted == 0) {
      return new ProvenOperator(true, List.of(name + " has 0 replicas"));
    }
    if (number(deployment, 0, "status", "observedGeneration")
        < number(deployment, 0, "metadata", "generation")) {
      return missing(name + " is not yet seen by its controller");
    }
    var available =
        Math.min(
            number(deployment, 0, "status", "updatedReplicas"),
            number(deployment, 0, "status", "availableReplicas"));
    if (available < wanted) {
      return missing(name + " has " + available + " of " + wanted + " replicas available");
    }
    return readiness == Readiness.AVAILABLE
        ? new ProvenOperator(false, List.of())
        : new Pods(api, operator).look();
  }

  private static ProvenOperator missing(String what) {
    return new ProvenOperator(false, List.of(what));
  }

  private static long number(Object object, long otherwise, String... path) {
    return Unstructured.at(object, path) instanceof Number number ? number.longValue() : otherwise;
  }

  private record Pods(ApiRequests api, OperatorTarget operator) {

    ProvenOperator look() {
      var selector =
          operator.selector().entrySet().stream()
              .map(label -> label.getKey() + "=" + label.getValue())
              .collect(Collectors.joining(","));
      var path = ApiPath.selecting(ApiPath.core(operator.namespace(), "pods"), selector);
      var alive =
          Unstructured.list(api.get(path), "items").stream()
              .filter(pod -> Unstructured.at(pod, "metadata", "deletionTimestamp") == null)
              .toList();
      if (alive.isEmpty()) {
        return missing("there is no pod yet");
      }
      var missing = new ArrayList<String>();
      for (var pod : alive) {
        var name = "pod " + Unstructured.text(pod, "metadata", "name");
        if (started(pod).isEmpty()) {
          missing.add(name + " is not running");
        } else if (!isReady(pod)) {
          missing.add(name + " is not ready");
        }
      }
      if (missing.isEmpty() && operator.takesLease() && !leads(alive)) {
        missing.add("none of its pods leads: Lease " + operator.lease() + " is not theirs");
      }
      return new ProvenOperator(false, missing);
    }

    private boolean leads(List<Object> pods) {
      Map<String, Object> lease;
      try {
        lease = api.get(ApiPath.leases(operator.namespace()) + "/" + operator.lease());
      } catch (KubernetesClientException e) {
        if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
          return true;
        }
        throw e;
      }
      var holder = LeaseHolder.of(Unstructured.text(lease, "spec", "holderIdentity"));
      var renewed = Unstructured.text(lease, "spec", "renewTime");
      return !renewed.isEmpty()
          && pods.stream()
              .filter(pod -> holder.isPod(Unstructured.text(pod, "metadata", "name")))
              .map(pod -> Instant.parse(started(pod)).truncatedTo(ChronoUnit.SECONDS))
              .anyMatch(start -> !Instant.parse(renewed).isBefore(start));
    }

    private static boolean isReady(Object pod) {
      return Unstructured.list(pod, "status", "conditions").stream()
          .anyMatch(
              condition ->
                  Unstructured.text(condition, "type").equals("Ready")
                      && Unstructured.text(condition, "status").equals("True"));
    }

    /** When the operator's container started; empty while it does not run. */
    private String started(Object pod) {
      return Unstructured.list(pod, "status", "containerStatuses").stream()
          .filter(status -> Unstructured.text(status, "name").equals(operator.container()))
          .map(status -> Unstructured.text(status, "state", "running", "startedAt"))
          .findFirst()
          .orElse("");
    }
  }
}
