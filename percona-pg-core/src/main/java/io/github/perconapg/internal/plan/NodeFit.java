package io.github.perconapg.internal.plan;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.perconapg.internal.helm.RenderedObject;
import io.github.perconapg.internal.kubernetes.ApiRequests;
import io.github.perconapg.internal.yaml.Unstructured;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whether there is a node for the operator's pod. Only told, never refused: a cluster may add nodes
 * when a pod asks for one.
 */
final class NodeFit {

  /** What Percona builds its images for. */
  private static final Set<String> ARCHITECTURES = Set.of("amd64", "arm64");

  /** A cluster with more nodes than this has one for every pod. */
  private static final int LOOKED_AT = 500;

  private final ApiRequests api;
  private @Nullable List<Object> nodes;

  NodeFit(ApiRequests api) {
    this.api = api;
  }

  /** Returns what a person should know of the nodes, which are listed once; empty when one fits. */
  Optional<String> note(List<RenderedObject> objects) {
    try {
      var known = nodes;
      if (known == null) {
        var list =
            api.listMetadata(
                "/api/v1/nodes?fieldSelector=spec.unschedulable%3Dfalse&limit=" + LOOKED_AT);
        if (!Unstructured.text(list, "metadata", "continue").isEmpty()) {
          return Optional.empty();
        }
        known = Unstructured.list(list, "items");
        nodes = known;
      }
      return note(known, objects);
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
        return Optional.empty(); // most deployers may not, and the scheduler will say it
      }
      throw e;
    }
  }

  /**
   * @param nodes those that take pods, with their labels
   */
  static Optional<String> note(List<Object> nodes, List<RenderedObject> objects) {
    var labels = nodes.stream().map(node -> Unstructured.map(node, "metadata", "labels")).toList();
    if (labels.isEmpty()) {
      return Optional.of("No node of the cluster takes pods now.");
    }
    for (var object : objects) {
      var selector = Unstructured.map(object.content(), "spec", "template", "spec", "nodeSelector");
      var fit = labels.stream().filter(l -> l.entrySet().containsAll(selector.entrySet())).toList();
      if (fit.isEmpty()) {
        return Optional.of(
            "No node that takes pods now has the labels that "
                + object.shown()
                + " asks for: "
                + selector
                + ".");
      }
      var architectures =
          fit.stream()
              .map(l -> Unstructured.text(l, "kubernetes.io/arch"))
              .collect(Collectors.toCollection(TreeSet::new));
      if (object.kind().equals("Deployment")
          && architectures.stream().noneMatch(a -> a.isEmpty() || ARCHITECTURES.contains(a))) {
        return Optional.of(
            "The operator's images are made for amd64 and arm64; the nodes that take its pod are "
                + String.join(", ", architectures)
                + ".");
      }
    }
    return Optional.empty();
  }
}
