package io.github.perconapg.internal.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GitOpsManagersTest {

  @ParameterizedTest
  @CsvSource({
    "annotations,argocd.argoproj.io/tracking-id,Argo CD",
    "labels,kustomize.toolkit.fluxcd.io/name,Flux",
    "labels,helm.toolkit.fluxcd.io/name,Flux",
    "labels,olm.managed,OLM",
    "labels,operators.coreos.com/percona.ns,OLM"
  })
  void namesTheOwnerAndItsMark(String part, String key, String owner) {
    assertThat(GitOpsManagers.of(Map.of(part, Map.of(key, "v")))).startsWith(owner).contains(key);
  }

  @ParameterizedTest
  @CsvSource({
    "argocd-controller,Argo CD",
    "argocd-application-controller,Argo CD",
    "kustomize-controller,Flux",
    "helm-controller,Flux",
    "olm,OLM"
  })
  void knowsAnOwnerThatLeavesNoMarkByItsFieldManager(String manager, String owner) {
    var labels = Map.of("app.kubernetes.io/instance", "v");
    var fields = List.of(Map.of("manager", manager, "operation", "Update"));
    assertThat(GitOpsManagers.of(Map.of("labels", labels, "managedFields", fields)))
        .isEqualTo(owner + " (field manager " + manager + ")");
  }

  @Test
  void takesNoOtherFieldManagerForOne() {
    var fields = List.of(Map.of("manager", "kubectl"), Map.of("manager", "java"));
    assertThat(GitOpsManagers.of(Map.of("managedFields", fields))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"labels,app.kubernetes.io/instance", "annotations,meta.helm.sh/release-name"})
  void takesNoOtherMarkForOne(String part, String key) {
    assertThat(GitOpsManagers.of(Map.of(part, Map.of(key, "v")))).isEmpty();
  }
}
