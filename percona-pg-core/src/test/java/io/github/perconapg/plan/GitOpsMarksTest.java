package io.github.perconapg.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GitOpsMarksTest {

  @ParameterizedTest
  @CsvSource({
    "annotations,argocd.argoproj.io/tracking-id,Argo CD",
    "labels,kustomize.toolkit.fluxcd.io/name,Flux",
    "labels,helm.toolkit.fluxcd.io/name,Flux",
    "labels,olm.managed,OLM",
    "labels,operators.coreos.com/percona.ns,OLM"
  })
  void namesTheOwnerAndItsMark(String part, String key, String owner) {
    assertThat(GitOpsMarks.of(Map.of(part, Map.of(key, "v")))).startsWith(owner).contains(key);
  }

  @ParameterizedTest
  @CsvSource({"labels,app.kubernetes.io/instance", "annotations,meta.helm.sh/release-name"})
  void takesNoOtherMarkForOne(String part, String key) {
    assertThat(GitOpsMarks.of(Map.of(part, Map.of(key, "v")))).isEmpty();
  }
}
