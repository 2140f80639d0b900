package io.github.perconapg.controlplane;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Makes a fresh plane usable: kwok's stages, one node, the default ServiceAccount. */
final class SimulatedNode {
  private static final String NAME = "node-0";
  private static final int LIMIT_SECONDS = 30;

  private final KubernetesClient client;

  SimulatedNode(KubernetesClient client) {
    this.client = client;
  }

  /**
   * Applies the stages and waits until pods can run.
   *
   * @param stages kwok's own stage files
   * @param leaveOperatorPods keep kwok's hands off pods of the operator, since a stand-in plays
   *     them
   */
  void create(Path stages, boolean leaveOperatorPods) throws IOException {
    try (var files = Files.newDirectoryStream(stages, "*.yaml")) {
      for (Path file : files) {
        GenericKubernetesResource stage =
            Serialization.unmarshal(Files.readString(file), GenericKubernetesResource.class);
        if (leaveOperatorPods && file.getFileName().toString().startsWith("pod-")) {
          exceptOperatorPods(stage);
        }
        client.resource(stage).create();
      }
    }
    client.nodes().resource(node()).create();
    client
        .nodes()
        .withName(NAME)
        .waitUntilCondition(SimulatedNode::isReady, LIMIT_SECONDS, TimeUnit.SECONDS);
    client
        .serviceAccounts()
        .inNamespace("default")
        .withName("default")
        .waitUntilCondition(account -> account != null, LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  private static boolean isReady(Node node) {
    return node != null
        && node.getStatus() != null
        && node.getStatus().getConditions().stream()
            .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True"));
  }

  private static Node node() {
    return new NodeBuilder()
        .withNewMetadata()
        .withName(NAME)
        .addToLabels("kubernetes.io/hostname", NAME)
        .addToLabels("kubernetes.io/os", "linux")
        .addToLabels("kubernetes.io/arch", "amd64")
        .addToLabels("type", "kwok")
        .endMetadata()
        .build();
  }

  /** Adds one condition to the stage's selector. */
  private static void exceptOperatorPods(GenericKubernetesResource stage) {
    List<Map<String, Object>> conditions = stage.get("spec", "selector", "matchExpressions");
    List<Map<String, Object>> more = new ArrayList<>(conditions);
    more.add(
        Map.of(
            "key", ".metadata.labels[\"pgv2.percona.com/control-plane\"]",
            "operator", "DoesNotExist"));
    Map<String, Object> selector = stage.get("spec", "selector");
    selector.put("matchExpressions", more);
  }
}
