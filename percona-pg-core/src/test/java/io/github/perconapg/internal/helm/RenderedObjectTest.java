package io.github.perconapg.internal.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.perconapg.internal.plan.LiveDiff;
import io.github.perconapg.problem.PerconaPgException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RenderedObjectTest {

  @ParameterizedTest
  @CsvSource({
    "v1, ServiceAccount, /api/v1/namespaces/ns/serviceaccounts/x",
    "apps/v1, Deployment, /apis/apps/v1/namespaces/ns/deployments/x",
    "networking.k8s.io/v1, NetworkPolicy,"
        + " /apis/networking.k8s.io/v1/namespaces/ns/networkpolicies/x",
    "v1, Endpoints, /api/v1/namespaces/ns/endpoints/x",
    "v1, PersistentVolume, /api/v1/persistentvolumes/x",
    "storage.k8s.io/v1, StorageClass, /apis/storage.k8s.io/v1/storageclasses/x",
    "networking.k8s.io/v1, IngressClass, /apis/networking.k8s.io/v1/ingressclasses/x",
    "node.k8s.io/v1, RuntimeClass, /apis/node.k8s.io/v1/runtimeclasses/x",
    "apiregistration.k8s.io/v1, APIService, /apis/apiregistration.k8s.io/v1/apiservices/x",
    "security.openshift.io/v1, SecurityContextConstraints,"
        + " /apis/security.openshift.io/v1/securitycontextconstraints/x",
    "gateway.networking.k8s.io/v1, Gateway,"
        + " /apis/gateway.networking.k8s.io/v1/namespaces/ns/gateways/x",
    "networking.k8s.io/v1, Ingress, /apis/networking.k8s.io/v1/namespaces/ns/ingresses/x",
    "rbac.authorization.k8s.io/v1, ClusterRole, /apis/rbac.authorization.k8s.io/v1/clusterroles/x"
  })
  void knowsItsPathOnTheApiServer(String apiVersion, String kind, String path) {
    var yaml = "apiVersion: " + apiVersion + "\nkind: " + kind + "\nmetadata: {name: x}\n";
    assertThat(RenderedObjects.of(yaml, "ns")).singleElement().returns(path, RenderedObject::path);
  }

  @Test
  void holdsASecretAsAnApiServerStoresIt() {
    var rendered =
        """
        apiVersion: v1
        kind: Secret
        metadata: {name: x}
        data:
          kept: |
            YWJj
            ZGVm
          replaced: b2xk
        stringData: {replaced: new, added: "1"}
        """;
    var stored =
        Map.<String, Object>of(
            "apiVersion",
            "v1",
            "kind",
            "Secret",
            "data",
            Map.of("kept", "YWJjZGVm", "replaced", "bmV3", "added", "MQ=="));
    var object = RenderedObjects.of(rendered, "ns").get(0);
    assertThat(LiveDiff.between(object.content(), stored)).isEmpty();
    assertThat(object.content()).doesNotContainKey("stringData");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a: [", "\"\\UFFFFFFFF\"", "!%20 x", "kind: *x"})
  void isNotReadFromAStoredManifestThatIsNotYaml(String manifest) {
    assertThatThrownBy(() -> RenderedObjects.of("kind: A\n---\n" + manifest, "ns"))
        .isInstanceOf(PerconaPgException.class)
        .hasMessageMatching(
            "(?s)The stored manifest of the release in namespace ns:[34]:.*release-unreadable.*");
  }

  @ParameterizedTest
  @CsvSource({
    "v1, ConfigMap, ../../kube-system/configmaps/x",
    "v1, ConfigMap, a/b",
    "v1, ConfigMap, ..",
    "v1, ConfigMap, a?b",
    "v1, Config Map, a",
    "v1/../.., ConfigMap, a"
  })
  void isNotWhatLeadsToAnotherPath(String apiVersion, String kind, String name) {
    var yaml =
        "apiVersion: %s%nkind: %s%nmetadata: {name: '%s'}%n".formatted(apiVersion, kind, name);
    assertThatThrownBy(() -> RenderedObjects.of(yaml, "ns"))
        .isInstanceOf(PerconaPgException.class)
        .hasMessageContaining("cannot be an object of Kubernetes");
  }

  @ParameterizedTest
  @CsvSource({"'# only a comment'", "'---\n---\n'", "'# Source: a\n---\n# Source: b\n'"})
  void isNoneInADocumentThatHoldsNothing(String yaml) {
    assertThat(RenderedObjects.of(yaml, "ns")).isEmpty();
  }
}
