package io.github.perconapg.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersionBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.perconapg.controlplane.ControlPlane;
import io.github.perconapg.controlplane.audit.AuditLog;
import io.github.perconapg.controlplane.junit.FreshNamespace;
import io.github.perconapg.controlplane.junit.WithApiServer;
import io.github.perconapg.model.DestroyOptions;
import io.github.perconapg.model.DestroyResult;
import io.github.perconapg.model.Readiness;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which definitions a destroy removes with an operator, and what keeps them. */
@WithApiServer
class CrdDeletionIT {

  private static final DestroyOptions ALL =
      DestroyOptions.defaults().deleteCrds(true).timeout(Duration.ofSeconds(60));

  private final AuditLog audit;
  private final KubernetesClient client;
  private final Definitions definitions;
  private final Installed installed;
  private final OperatorFixture scene;
  private final OperatorFixture other;

  CrdDeletionIT(
      ControlPlane plane,
      KubernetesClient client,
      AuditLog audit,
      @FreshNamespace String namespace,
      @FreshNamespace String second,
      @TempDir Path folder) {
    this.audit = audit;
    this.client = client;
    this.definitions = new Definitions(client);
    this.installed = new Installed(plane, client);
    this.scene = OperatorFixture.of(plane, namespace, folder).readiness(Readiness.AVAILABLE);
    this.other = OperatorFixture.of(plane, second, folder).readiness(Readiness.AVAILABLE);
  }

  /** Theirs, so that no destroy waits for its end, which no controller brings here. */
  @BeforeEach
  void makeNamespaces() {
    new LiveCluster(client, scene.namespace()).createNamespace();
    new LiveCluster(client, other.namespace()).createNamespace();
  }

  @Test
  void theyStayWhileAnotherOperatorUsesThemWhichIsHealthyAfterwards() {
    installed.available(scene);
    installed.available(other);
    refused("Another operator uses the CRDs", other.namespace() + "/pg-operator");

    assertThat(scene.destroy()).isInstanceOf(DestroyResult.Destroyed.class);
    assertThat(other.plan().nothingToDo()).isTrue();
    assertThat(definitions.ofOperators()).hasSize(8);

    assertThat(other.destroy(ALL)).isInstanceOf(DestroyResult.Destroyed.class);
    assertThat(definitions.ofOperators()).isEmpty();
  }

  @Test
  void theyStayWhileAnObjectOfTheirKindsExistsAnywhere() {
    installed.available(scene);
    var elsewhere = new Database(client, other.namespace()).backup();
    refused("perconapgbackups " + other.namespace() + "/shop");

    client.resource(elsewhere.get("PerconaPGBackup")).delete();
    assertThat(scene.destroy(ALL)).isInstanceOf(DestroyResult.Destroyed.class);
    assertThat(definitions.ofOperators()).isEmpty();
    assertThat(scene.destroy(ALL)).isInstanceOf(DestroyResult.Absent.class);
  }

  @Test
  void theyGoLaterWhenTheReleaseIsGoneAlready() {
    installed.available(scene);
    scene.destroy();
    assertThat(definitions.ofOperators()).hasSize(8);
    assertThat(scene.destroy(ALL)).isInstanceOf(DestroyResult.Destroyed.class);
    assertThat(definitions.ofOperators()).isEmpty();
  }

  @Test
  void anObjectOfAKindThatIsNotInItsGroupsPreferredVersionIsSeenAsWell() {
    installed.available(scene);
    // v1 goes before v1beta1, and only one kind of the group is in it.
    definitions.edit(
        Definitions.ADMINS,
        crd -> {
          var first =
              new CustomResourceDefinitionVersionBuilder(crd.getSpec().getVersions().get(0))
                  .withName("v1")
                  .withStorage(false)
                  .build();
          crd.getSpec().getVersions().add(first);
          return crd;
        });
    var upgrade =
        client
            .resource(
                new GenericKubernetesResourceBuilder()
                    .withApiVersion("postgres-operator.crunchydata.com/v1beta1")
                    .withKind("PGUpgrade")
                    .withNewMetadata()
                    .withNamespace(scene.namespace())
                    .withName("to-17")
                    .endMetadata()
                    .addToAdditionalProperties("spec", Map.of())
                    .build())
            .create();
    LiveCluster.untilTrue(
        () ->
            "postgres-operator.crunchydata.com/v1"
                .equals(
                    client
                        .getApiGroup("postgres-operator.crunchydata.com")
                        .getPreferredVersion()
                        .getGroupVersion()));

    var failure = OperatorFixture.failureOf(() -> scene.destroy(ALL));

    assertThat(failure.problems()).extracting(Problem::code).contains(ProblemCode.CRDS_IN_USE);
    assertThat(failure).hasMessageContaining("pgupgrades " + scene.namespace() + "/to-17");
    client.resource(upgrade).delete();
    scene.destroy();
    definitions.deleteThoseOfOperators();
  }

  private void refused(String... words) {
    var mark = audit.mark();
    var failure = OperatorFixture.failureOf(() -> scene.destroy(ALL));
    assertThat(failure.problem().code()).isEqualTo(ProblemCode.CRDS_IN_USE);
    assertThat(failure).hasMessageContainingAll(words);
    assertThat(audit.writesSince(mark)).isEmpty();
  }
}
