package io.github.perconapg.internal.crd;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.perconapg.internal.yaml.Unstructured;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CrdSchemaTest {

  @Test
  void takesWhatTheServerAddsOrLeavesOutForEqual() {
    var chart = crd(Map.of("type", "object", "properties", Map.of("a", Map.of("type", "string"))));
    var live =
        Map.<String, Object>of(
            "spec",
            Map.of(
                "conversion",
                Map.of("strategy", "None"),
                "group",
                "g",
                "versions",
                Unstructured.list(chart, "spec", "versions")));
    assertThat(CrdSchema.same(chart, live)).isTrue();
  }

  @Test
  void seesAFieldThatOnlyOneOfThemHas() {
    var small = crd(object("a"));
    var large = crd(object("a", "b"));
    assertThat(CrdSchema.same(small, large)).isFalse();
    assertThat(CrdSchema.same(large, small)).isFalse();
  }

  @Test
  void namesAStoredVersionThatWouldGo() {
    var live =
        Map.<String, Object>of(
            "spec", Map.of(), "status", Map.of("storedVersions", List.of("v1", "v2")));
    assertThat(CrdSchema.droppedStored(crd(object("a")), live)).containsExactly("v1");
  }

  private static Map<String, Object> object(String... properties) {
    var map = new java.util.TreeMap<String, Object>();
    for (var property : properties) {
      map.put(property, Map.of("type", "string"));
    }
    return Map.of("type", "object", "properties", map);
  }

  private static Map<String, Object> crd(Map<String, Object> schema) {
    return Map.of(
        "spec",
        Map.of(
            "group",
            "g",
            "versions",
            List.of(
                Map.of(
                    "name", "v2", "served", true, "schema", Map.of("openAPIV3Schema", schema)))));
  }
}
