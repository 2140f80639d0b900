package io.github.perconapg.internal.diagnosis;

import static io.github.perconapg.internal.readiness.SampleOperator.OPERATOR;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.perconapg.internal.helm.RenderedObjects;
import io.github.perconapg.internal.operator.OperatorTarget;
import io.github.perconapg.problem.ProblemCode;
import java.util.List;
import org.junit.jupiter.api.Test;

class AccessCauseTest {

  private static final String ROLE =
      """
      apiVersion: rbac.authorization.k8s.io/v1
      kind: Role
      metadata: {name: pg-operator}
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata: {name: pg-operator}
      """;
  private static final String BINDING =
      """
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: RoleBinding
      metadata: {name: pg-operator}
      subjects: [{kind: ServiceAccount, name: %s}]
      """;

  @Test
  void aBindingThatTheChartDoesNotRenderHasToBeAddedToIt() {
    for (var chart : List.of(ROLE, ROLE + BINDING.formatted("another"))) {
      var cause = AccessCause.of(operator(chart), List.of(), "log: forbidden");
      assertThat(cause.code()).isEqualTo(ProblemCode.ROLE_BINDING_MISSING);
      assertThat(cause.sentence())
          .isEqualTo("the chart renders no RoleBinding for ServiceAccount pgo/pg-operator");
      assertThat(cause.remedy())
          .contains("Add a RoleBinding to the chart")
          .endsWith(
              "kubectl create rolebinding pg-operator -n pgo --role=pg-operator"
                  + " --serviceaccount=pgo:pg-operator")
          .doesNotContain("Run deploy");
    }
  }

  @Test
  void aBindingThatIsGoneDeployPutsBack() {
    var cause =
        AccessCause.of(complete(), List.of("RoleBinding pgo/pg-operator"), "log: forbidden");
    assertThat(cause.code()).isEqualTo(ProblemCode.ROLE_BINDING_MISSING);
    assertThat(cause.fact())
        .isEqualTo("RoleBinding pgo/pg-operator does not exist; log: forbidden");
    assertThat(cause.remedy()).startsWith("Run deploy again");
  }

  @Test
  void aRoleThatIsGoneOrTooSmallIsSomethingElse() {
    var gone = AccessCause.of(complete(), List.of("Role pgo/pg-operator"), "");
    assertThat(gone.code()).isEqualTo(ProblemCode.OPERATOR_RIGHTS);
    assertThat(gone.remedy()).startsWith("Run deploy again");
    var small = AccessCause.of(complete(), List.of(), "log: forbidden");
    assertThat(small.code()).isEqualTo(ProblemCode.OPERATOR_RIGHTS);
    assertThat(small.remedy()).contains("Role's rules");
  }

  private static OperatorTarget complete() {
    return operator(ROLE + BINDING.formatted("pg-operator"));
  }

  private static OperatorTarget operator(String access) {
    return new OperatorTarget(
        OPERATOR.namespace(),
        OPERATOR.deployment(),
        OPERATOR.selector(),
        OPERATOR.container(),
        OPERATOR.image(),
        OPERATOR.logLevel(),
        OPERATOR.lease(),
        OPERATOR.version(),
        RenderedObjects.of(access, "pgo"));
  }
}
