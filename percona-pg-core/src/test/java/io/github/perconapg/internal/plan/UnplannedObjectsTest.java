package io.github.perconapg.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.perconapg.internal.helm.RenderedObjects;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UnplannedObjectsTest {

  private static final String ROLE =
      """
      apiVersion: rbac.authorization.k8s.io/v1
      kind: Role
      metadata: {name: operator}
      rules: [{apiGroups: [""], resources: [pods], verbs: [get]}]
      """;

  @Test
  void namesAnObjectThatNobodyWasShown() {
    var binding =
        """
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata: {name: all}
        """;
    assertThat(find(ROLE, ROLE + binding))
        .hasValueSatisfying(
            problem -> {
              assertThat(problem.code()).isEqualTo(ProblemCode.UNPLANNED_OBJECTS);
              assertThat(problem.facts())
                  .containsExactly("ClusterRoleBinding all was not in the plan");
            });
    assertThat(find(ROLE + binding, ROLE)).isEmpty();
  }

  @Test
  void namesARoleThatGrantsMore() {
    assertThat(find(ROLE, ROLE.replace("[get]", "[get, delete]")))
        .hasValueSatisfying(
            problem ->
                assertThat(problem.facts())
                    .containsExactly(
                        "Role pgo/operator grants other permissions than the plan showed"));
  }

  @Test
  void leavesOtherContentsToTheChart() {
    var secret = "apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData: {password: %s}\n";
    assertThat(find(secret.formatted("one"), secret.formatted("other"))).isEmpty();
  }

  private static Optional<Problem> find(String planned, String recorded) {
    return UnplannedObjects.find(
        RenderedObjects.of(planned, "pgo"), RenderedObjects.of(recorded, "pgo"));
  }
}
