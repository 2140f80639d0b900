package io.github.perconapg.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersionBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.perconapg.controlplane.ControlPlane;
import io.github.perconapg.controlplane.audit.AuditLog;
import io.github.perconapg.controlplane.junit.FreshNamespace;
import io.github.perconapg.controlplane.junit.WithControlPlane;
import io.github.perconapg.model.ClusterPolicy;
import io.github.perconapg.model.DestroyOptions;
import io.github.perconapg.model.DestroyResult;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a plane of its own: the definitions belong to the whole cluster. */
@WithControlPlane(own = true)
class DestroyCrdsIT {

  private static final DestroyOptions ALL =
      DestroyOptions.defaults().deleteCrds(true).timeout(Duration.ofSeconds(60));

  private final AuditLog audit;
  private final KubernetesClient client;
  private final Definitions definitions;
  private final Scene scene;
  private final Scene other;

  DestroyCrdsIT(
      ControlPlane plane,
      KubernetesClient client,
      AuditLog audit,
      @FreshNamespace String namespace,
      @FreshNamespace String second,
      @TempDir Path folder) {
    this.audit = audit;
    this.client = client;
    this.definitions = new Definitions(client);
    this.scene = Scene.of(plane, namespace, folder);
    this.other = Scene.of(plane, second, folder);
  }

  @Test
  void theyStayWhileAnotherOperatorUsesThemWhichIsHealthyAfterwards() {
    scene.deploy();
    other.deploy();
    refused("Another operator uses the definitions", other.namespace() + "/pg-operator");

    assertThat(scene.destroy()).isInstanceOf(DestroyResult.Destroyed.class);
    assertThat(other.verify().healthy()).isTrue();
    assertThat(definitions.ofOperators()).hasSize(8);

    assertThat(other.destroy(ALL)).isInstanceOf(DestroyResult.Destroyed.class);
    assertThat(definitions.ofOperators()).isEmpty();
  }

  @Test
  void theyStayWhileAnObjectOfTheirKindsExistsAnywhere() {
    scene.deploy();
    new Live(client, other.namespace()).createNamespace();
    var elsewhere = new Database(client, other.namespace()).backup();
    refused("perconapgbackups " + other.namespace() + "/shop");

    client.resource(elsewhere.get("PerconaPGBackup")).delete();
    assertThat(scene.destroy(ALL)).isInstanceOf(DestroyResult.Destroyed.class);
    assertThat(definitions.ofOperators()).isEmpty();
    assertThat(scene.destroy(ALL)).isInstanceOf(DestroyResult.Absent.class);
  }

  @Test
  void databasesOperatorDefinitionsAndNamespaceGoInOneRun() {
    scene.deploy();
    var database = new Database(client, scene.namespace()).cluster().backup().held();
    var result = (DestroyResult.Destroyed) scene.destroy(ALL.clusters(ClusterPolicy.DELETE));
    assertThat(result.steps())
        .extracting(step -> step.name())
        .containsExactly("databases", "release", "operator", "CRDs", "namespace");
    assertThat(definitions.ofOperators()).isEmpty();
    assertThat(database.client().namespaces().withName(scene.namespace()).get()).isNull();
  }

  @Test
  void theyGoLaterWhenTheReleaseIsGoneAlready() {
    scene.deploy();
    scene.destroy();
    assertThat(definitions.ofOperators()).hasSize(8);
    assertThat(scene.destroy(ALL)).isInstanceOf(DestroyResult.Destroyed.class);
    assertThat(definitions.ofOperators()).isEmpty();
  }

  @Test
  void anObjectOfAKindThatIsNotInItsGroupsPreferredVersionIsSeenAsWell() {
    scene.deploy();
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
    Live.untilTrue(
        () ->
            "postgres-operator.crunchydata.com/v1"
                .equals(
                    client
                        .getApiGroup("postgres-operator.crunchydata.com")
                        .getPreferredVersion()
                        .getGroupVersion()));

    var failure = Scene.failureOf(() -> scene.destroy(ALL));

    assertThat(failure.problems()).extracting(Problem::code).contains(ProblemCode.CRDS_IN_USE);
    assertThat(failure).hasMessageContaining("pgupgrades " + scene.namespace() + "/to-17");
    client.resource(upgrade).delete();
    scene.destroy();
    definitions.deleteThoseOfOperators();
  }

  private void refused(String... words) {
    var mark = audit.mark();
    var failure = Scene.failureOf(() -> scene.destroy(ALL));
    assertThat(failure.problem().code()).isEqualTo(ProblemCode.CRDS_IN_USE);
    assertThat(failure).hasMessageContainingAll(words);
    assertThat(audit.writesSince(mark)).isEmpty();
  }
}
