package io.github.perconapg.internal.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.perconapg.problem.ProblemCode;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogCausesTest {

  /** Lines of the operator, as they were observed. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ERROR controller-runtime.source.Kind if kind is a CRD, it should be installed before calling Start {"kind": "PerconaPGCluster.pgv2.percona.com"} | CRD_MISSING
          failed to list *v2.PerconaPGCluster: the server could not find the requested resource | CRD_MISSING
          Failed to watch {"error": "leases is forbidden: User \\"system:serviceaccount:pgo:o\\" cannot list resource \\"leases\\" in API group \\"\\" in the namespace \\"pgo\\""} | OPERATOR_RIGHTS
          pods is forbidden: User "system:serviceaccount:pgo:o" cannot list resource "pods" in API group "" at the cluster scope | OPERATOR_RIGHTS
          pods is forbidden: User "system:serviceaccount:pgo:o" cannot list resource "pods" in API group "" in the namespace "shop" | WATCH_NAMESPACE_INVALID
          ERROR setup WATCH_NAMESPACE must be set | WATCH_NAMESPACE_INVALID
          exec /usr/local/bin/postgres-operator: exec format error | IMAGE_ARCHITECTURE
          """)
  void whatTheOperatorSaysHasItsCause(String line, ProblemCode code) {
    assertThat(LogCauses.of(line, "pgo")).contains(code);
  }

  @Test
  void anythingElseExplainsNothing() {
    assertThat(LogCauses.of("ERROR ensure version failed", "pgo")).isEqualTo(Optional.empty());
  }
}
