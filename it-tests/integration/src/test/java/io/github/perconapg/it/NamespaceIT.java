package io.github.perconapg.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.perconapg.controlplane.ControlPlane;
import io.github.perconapg.controlplane.audit.AuditLog;
import io.github.perconapg.controlplane.junit.FreshNamespace;
import io.github.perconapg.controlplane.junit.WithControlPlane;
import io.github.perconapg.model.DestroyOptions;
import io.github.perconapg.model.DestroyResult;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag(OperatorFixture.ANY_CHART)
@WithControlPlane
class NamespaceIT {

  @TempDir Path folder;
  private final ControlPlane plane;
  private final KubernetesClient client;

  NamespaceIT(ControlPlane plane, KubernetesClient client) {
    this.plane = plane;
    this.client = client;
  }

  @Test
  void oneThatWasCreatedIsRemovedOnlyWhenNothingOfAnybodyIsInIt(@FreshNamespace String namespace) {
    var scene = OperatorFixture.of(plane, namespace, folder);
    var live = new LiveCluster(client, namespace);
    scene.deploy();
    assertThat(client.namespaces().withName(namespace).require().getMetadata().getLabels())
        .containsEntry("percona-pg/created-for", "pg-operator");
    var theirs = List.of(volume(namespace), secret(namespace), configMap(namespace));
    theirs.forEach(object -> client.resource(object).create());

    var first = scene.destroy();
    assertThat(first).isInstanceOf(DestroyResult.Destroyed.class);
    assertThat(((DestroyResult.Destroyed) first).kept())
        .anySatisfy(
            kept ->
                assertThat(kept)
                    .contains(
                        "Namespace " + namespace + " stays",
                        "persistentvolumeclaims/data",
                        "secrets/users",
                        "configmaps/settings"));
    assertThat(live.namespaceExists()).isTrue();
    assertThat(live.deployment()).isNull();

    for (var object : theirs.subList(1, 3)) {
      client.resource(object).delete();
    }
    assertThat(((DestroyResult.Absent) scene.destroy()).kept())
        .anySatisfy(kept -> assertThat(kept).contains("persistentvolumeclaims/data"));

    LiveCluster.edit(client.resource(theirs.get(0)), claim -> withoutFinalizers(claim));
    client.resource(theirs.get(0)).delete();
    LiveCluster.untilTrue(() -> client.resource(theirs.get(0)).get() == null);
    assertThat(scene.destroy()).isInstanceOf(DestroyResult.Destroyed.class);
    assertThat(live.namespaceExists()).isFalse();
  }

  @Test
  void oneThatWasThereIsNeitherLabelledNorRemoved(@FreshNamespace String namespace) {
    var theirs =
        client
            .resource(
                new NamespaceBuilder()
                    .withNewMetadata()
                    .withName(namespace)
                    .addToLabels("team", "theirs")
                    .endMetadata()
                    .build())
            .create();
    var scene = OperatorFixture.of(plane, namespace, folder);
    scene.deploy();
    assertThat(client.namespaces().withName(namespace).require()).isEqualTo(theirs);

    var kept = ((DestroyResult.Destroyed) scene.destroy()).kept();
    assertThat(kept).anySatisfy(k -> assertThat(k).contains(namespace, "it was there before"));
    assertThat(client.namespaces().withName(namespace).require()).isEqualTo(theirs);
  }

  @Test
  void oneThatIsAbsentAndMustNotBeCreatedIsAskedFor(
      AuditLog audit, @FreshNamespace String namespace) {
    var scene = OperatorFixture.of(plane, namespace, folder).existingNamespace();
    var mark = audit.mark();
    assertThat(OperatorFixture.failureOf(scene::deploy).problems())
        .extracting(Problem::code)
        .containsExactly(ProblemCode.NAMESPACE_MISSING);
    assertThat(audit.writesSince(mark)).isEmpty();
  }

  @Test
  void oneThatIsBeingDeletedIsRefused(AuditLog audit, @FreshNamespace String namespace) {
    var live = new LiveCluster(client, namespace);
    live.createNamespace();
    var holder =
        client
            .resource(
                new ConfigMapBuilder(configMap(namespace))
                    .editMetadata()
                    .addToFinalizers("test.percona-pg/keeps")
                    .endMetadata()
                    .build())
            .create();
    client.namespaces().withName(namespace).delete();
    var mark = audit.mark();
    var failure = OperatorFixture.failureOf(OperatorFixture.of(plane, namespace, folder)::deploy);
    assertThat(failure.problems())
        .as("one cause once")
        .extracting(Problem::code)
        .containsExactly(ProblemCode.NAMESPACE_TERMINATING);
    assertThat(audit.writesSince(mark)).isEmpty();
    LiveCluster.edit(
        client.resource(holder),
        o -> o.edit().editMetadata().withFinalizers().endMetadata().build());
  }

  /** As Rancher does with each namespace; its controller is not there to take it off. */
  @Test
  void oneThatAFinalizerOfOthersHoldsIsNeverCalledGone(@FreshNamespace String namespace) {
    var finalizer = "controller.cattle.io/namespace-auth";
    client
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(namespace)
                .addToLabels("percona-pg/created-for", "pg-operator")
                .addToFinalizers(finalizer)
                .endMetadata()
                .build())
        .create();
    var scene = OperatorFixture.of(plane, namespace, folder);
    var soon = DestroyOptions.defaults().timeout(Duration.ofSeconds(3));
    for (int run = 1; run <= 2; run++) {
      var problem = OperatorFixture.failureOf(() -> scene.destroy(soon)).problem();
      assertThat(problem.code()).isEqualTo(ProblemCode.NAMESPACE_TERMINATING);
      assertThat(problem.render()).contains(finalizer + ", of Rancher");
    }
    assertThat(OperatorFixture.failureOf(scene::deploy).problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.render()).contains(finalizer + ", of Rancher"));
    LiveCluster.edit(
        client.namespaces().withName(namespace),
        n -> n.edit().editMetadata().withFinalizers().endMetadata().build());
    LiveCluster.untilTrue(() -> client.namespaces().withName(namespace).get() == null);
    assertThat(scene.destroy()).isInstanceOf(DestroyResult.Absent.class);
  }

  private static HasMetadata withoutFinalizers(HasMetadata object) {
    object.getMetadata().setFinalizers(List.of());
    return object;
  }

  private static HasMetadata volume(String namespace) {
    return new PersistentVolumeClaimBuilder()
        .withNewMetadata()
        .withNamespace(namespace)
        .withName("data")
        .endMetadata()
        .withNewSpec()
        .withAccessModes("ReadWriteOnce")
        .withNewResources()
        .addToRequests("storage", new Quantity("1Gi"))
        .endResources()
        .endSpec()
        .build();
  }

  private static HasMetadata secret(String namespace) {
    return new SecretBuilder()
        .withNewMetadata()
        .withNamespace(namespace)
        .withName("users")
        .endMetadata()
        .withStringData(Map.of("password", "theirs"))
        .build();
  }

  private static ConfigMap configMap(String namespace) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withNamespace(namespace)
        .withName("settings")
        .endMetadata()
        .build();
  }
}
