package io.github.perconapg.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.perconapg.internal.helm.RenderedObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NodeFitTest {

  @Test
  void aNodeThatFitsIsNotWorthASentence() {
    assertThat(note(Map.of(), node("amd64"), node("riscv64"))).isEmpty();
  }

  @Test
  void otherProcessorsAreTold() {
    assertThat(note(Map.of(), node("riscv64"), node("s390x")))
        .isEqualTo(
            "The operator's images are made for amd64 and arm64; the nodes that take its pod are"
                + " riscv64, s390x.");
  }

  @Test
  void aSelectorThatNoNodeHasIsTold() {
    assertThat(note(Map.of("disk", "ssd"), node("amd64")))
        .contains("No node that takes pods now has the labels", "Deployment pgo/op", "disk=ssd");
  }

  @Test
  void noNodeAtAllIsTold() {
    assertThat(note(Map.of())).isEqualTo("No node of the cluster takes pods now.");
  }

  private static String note(Map<String, Object> selector, Object... nodes) {
    var content =
        Map.<String, Object>of(
            "kind",
            "Deployment",
            "apiVersion",
            "apps/v1",
            "metadata",
            Map.of("name", "op"),
            "spec",
            Map.of("template", Map.of("spec", Map.of("nodeSelector", selector))));
    return NodeFit.note(List.of(nodes), List.of(RenderedObject.of(content, "pgo", null)))
        .orElse("");
  }

  private static Object node(String architecture) {
    return Map.of("metadata", Map.of("labels", Map.of("kubernetes.io/arch", architecture)));
  }
}
