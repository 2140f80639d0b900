package io.github.perconapg.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.perconapg.plan.CustomResource;
import io.github.perconapg.plan.CustomResources;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RemediationTest {

  private static final CustomResource AS_IT_WAS = cluster("u", "ready", List.of());

  @Test
  void clustersThatAreAsTheyWereForbidNothing() {
    assertThat(Remediation.changed(List.of(AS_IT_WAS), List.of(AS_IT_WAS))).isEmpty();
    assertThat(Remediation.changed(List.of(AS_IT_WAS), List.of())).isEmpty();
    assertThat(Remediation.changed(null, List.of())).isEmpty();
  }

  @Test
  void aStatusAFinalizerOrAnotherObjectOfTheNameIsAChange() {
    for (var now :
        List.of(
            cluster("u", "initializing", List.of()),
            cluster("u", "ready", List.of("percona.com/delete-pvc")),
            cluster("v", "ready", List.of()))) {
      assertThat(Remediation.changed(List.of(AS_IT_WAS), List.of(now))).contains(now);
    }
  }

  @Test
  void whatWasBeforeAndIsNotKnownCountsAsAnother() {
    assertThat(Remediation.changed(null, List.of(AS_IT_WAS))).contains(AS_IT_WAS);
  }

  private static CustomResource cluster(String uid, String state, List<String> finalizers) {
    return new CustomResource(
        CustomResources.CLUSTERS,
        Map.of(
            "metadata",
            Map.of("namespace", "shop", "name", "db", "uid", uid, "finalizers", finalizers),
            "status",
            Map.of("state", state)));
  }
}
