package io.github.perconapg.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.perconapg.internal.ownership.FinalizerOwner;
import io.github.perconapg.problem.ProblemCode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamespaceStateTest {

  private static final String RANCHER = "controller.cattle.io/namespace-auth";

  @ParameterizedTest
  @CsvSource({
    "controller.cattle.io/namespace-auth, Rancher",
    "finalizers.kubesphere.io/namespaces, KubeSphere",
    "hnc.x-k8s.io/hasSubnamespace, the Hierarchical Namespace Controller",
    "notcattle.io/x, the controller of notcattle.io",
    "ours.example.com/x, the controller of ours.example.com",
    "foregroundDeletion, the controller of foregroundDeletion"
  })
  void aFinalizerIsSomebodys(String finalizer, String owner) {
    assertThat(FinalizerOwner.of(finalizer)).isEqualTo(owner);
  }

  @Test
  void aForeignFinalizerIsNamedWithItsOwnerWhereTheConditionsSayNothing() {
    var held = namespace(List.of(RANCHER), List.of(), List.of());
    assertThat(held.heldByOthers()).isTrue();
    assertThat(held.heldBy()).containsExactly("finalizer " + RANCHER + ", of Rancher");
    var problem = held.refusals(true).get(0);
    assertThat(problem.code()).isEqualTo(ProblemCode.NAMESPACE_TERMINATING);
    assertThat(problem.remedy()).contains("Rancher", "kubectl patch namespace shop");
  }

  @Test
  void whatRemainsIsSaidInTheClustersWords() {
    var remaining =
        Map.of(
            "type", "NamespaceContentRemaining",
            "status", "True",
            "message", "Some resources are remaining: pods. has 1 resource instances");
    var done = Map.of("type", "NamespaceDeletionDiscoveryFailure", "status", "False");
    var held = namespace(List.of(), List.of("kubernetes"), List.of(done, remaining));
    assertThat(held.heldByOthers()).isFalse();
    assertThat(held.heldBy())
        .containsExactly(
            "NamespaceContentRemaining: Some resources are remaining: pods. has 1 resource"
                + " instances");
    assertThat(held.remedy()).doesNotContain("kubectl patch");
  }

  @Test
  void aFinalizerHoldsNothingThatIsNotDeleted() {
    var living =
        NamespaceState.of(
            "shop",
            Map.of(
                "metadata", Map.of("finalizers", List.of(RANCHER)),
                "spec", Map.of("finalizers", List.of("kubernetes"))));
    assertThat(living.heldByOthers()).isFalse();
    assertThat(living.heldBy()).isEmpty();
    assertThat(living.refusals(true)).isEmpty();
  }

  private static NamespaceState namespace(
      List<String> finalizers, List<String> ofKubernetes, List<Object> conditions) {
    return NamespaceState.of(
        "shop",
        Map.of(
            "metadata",
            Map.of("deletionTimestamp", "2026-01-01T00:00:00Z", "finalizers", finalizers),
            "spec",
            Map.of("finalizers", ofKubernetes),
            "status",
            Map.of("conditions", conditions)));
  }
}
