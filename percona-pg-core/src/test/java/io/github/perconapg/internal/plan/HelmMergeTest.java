package io.github.perconapg.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.perconapg.internal.helm.RenderedObject;
import io.github.perconapg.internal.yaml.Unstructured;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HelmMergeTest {

  @Test
  void takesAwayWhatExcludesTheNewField() {
    var own = Map.of("fieldRef", Map.of("fieldPath", "metadata.namespace"));
    var former = deployment(Map.of("name", "WATCH_NAMESPACE", "valueFrom", own));
    var wanted = deployment(Map.of("name", "WATCH_NAMESPACE", "value", "a,b"));
    assertThat(env(merged(former, wanted, former)))
        .containsExactly(Map.of("name", "WATCH_NAMESPACE", "value", "a,b"));
    assertThat(env(merged(wanted, former, wanted)))
        .containsExactly(Map.of("name", "WATCH_NAMESPACE", "valueFrom", own));
  }

  @Test
  void keepsWhatOthersHaveAddedAndTakesAwayWhatOnlyTheOldRevisionHad() {
    var old = deployment(named("OLD", "1"), named("LEVEL", "INFO"));
    var live = deployment(named("OLD", "1"), named("LEVEL", "DEBUG"), named("MINE", "x"));
    var wanted = deployment(named("LEVEL", "INFO"));
    assertThat(env(merged(old, wanted, live)))
        .containsExactly(named("LEVEL", "INFO"), named("MINE", "x"));
  }

  @Test
  void keepsOnlyTheRenderedFormOfAStrategyAndOfAVolume() {
    var live =
        Map.<String, Object>of(
            "spec",
            Map.of(
                "strategy",
                Map.of("type", "RollingUpdate", "rollingUpdate", Map.of("maxSurge", 1)),
                "template",
                Map.of(
                    "spec",
                    Map.of(
                        "volumes",
                        List.of(Map.of("name", "v", "emptyDir", Map.of("medium", "Memory")))))));
    var wanted =
        Map.<String, Object>of(
            "spec",
            Map.of(
                "strategy",
                Map.of("type", "Recreate"),
                "template",
                Map.of(
                    "spec",
                    Map.of(
                        "volumes",
                        List.of(Map.of("name", "v", "configMap", Map.of("name", "c")))))));
    assertThat(merged(Map.of(), wanted, live)).isEqualTo(wanted);
  }

  @Test
  void replacesTheListsOfOtherGroups() {
    var live = Map.<String, Object>of("spec", Map.of("env", List.of(named("A", "1"))));
    var wanted = Map.<String, Object>of("spec", Map.of("env", List.of(named("B", "2"))));
    var object = object("example.test/v1", wanted);
    assertThat(HelmMerge.merged(Map.of(), object, live)).isEqualTo(wanted);
  }

  @Test
  void tellsPortsOfOneNumberApartByTheirProtocols() {
    var live =
        ports(
            List.of(
                Map.of("port", 53, "protocol", "TCP", "nodePort", 30001),
                Map.of("port", 53, "protocol", "UDP", "nodePort", 30002)));
    var wanted = ports(List.of(Map.of("port", 53), Map.of("port", 53, "protocol", "UDP")));
    assertThat(HelmMerge.merged(Map.of(), object("v1", wanted), live)).isEqualTo(live);
  }

  @Test
  void replacesAListWhoseKeysAreNotUnique() {
    var live = ports(List.of(Map.of("port", 53, "name", "a"), Map.of("port", 53, "name", "b")));
    var wanted = ports(List.of(Map.of("port", 53, "name", "c"), Map.of("port", 53, "name", "d")));
    assertThat(HelmMerge.merged(Map.of(), object("v1", wanted), live)).isEqualTo(wanted);
  }

  private static Map<String, Object> ports(List<Map<String, Object>> ports) {
    return Map.of("spec", Map.of("ports", ports));
  }

  @Test
  void patchesOnlyWhatDiffers() {
    var live = Map.<String, Object>of("a", 1, "b", Map.of("c", 2, "d", 3), "gone", true);
    var merged = Map.<String, Object>of("a", 1, "b", Map.of("c", 4, "d", 3));
    var patch = HelmMerge.patch(live, merged);
    assertThat(patch).containsOnlyKeys("b", "gone").containsEntry("gone", null);
    assertThat(patch.get("b")).isEqualTo(Map.of("c", 4));
    assertThat(HelmMerge.patch(live, live)).isEmpty();
  }

  private static Map<String, Object> merged(
      Map<String, Object> former, Map<String, Object> wanted, Map<String, Object> live) {
    return HelmMerge.merged(former, object("apps/v1", wanted), live);
  }

  private static RenderedObject object(String apiVersion, Map<String, Object> content) {
    return new RenderedObject(apiVersion, "Deployment", "deployments", "ns", "op", content);
  }

  private static Map<String, Object> named(String name, String value) {
    return Map.of("name", name, "value", value);
  }

  private static Map<String, Object> deployment(Map<?, ?>... env) {
    var containers = List.of(Map.of("name", "operator", "env", List.of(env)));
    return Map.of("spec", Map.of("template", Map.of("spec", Map.of("containers", containers))));
  }

  private static List<Object> env(Map<String, Object> deployment) {
    var containers = Unstructured.list(deployment, "spec", "template", "spec", "containers");
    return Unstructured.list(containers.get(0), "env");
  }
}
