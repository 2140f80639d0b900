package io.github.perconapg.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.perconapg.controlplane.ControlPlane;
import io.github.perconapg.controlplane.junit.FreshNamespace;
import io.github.perconapg.controlplane.junit.WithControlPlane;
import io.github.perconapg.model.ClusterPolicy;
import io.github.perconapg.model.DestroyOptions;
import io.github.perconapg.model.DestroyResult;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a plane of its own: the definitions belong to the whole cluster. */
@WithControlPlane(own = true)
class DestroyCrdsIT {

  private static final DestroyOptions ALL =
      DestroyOptions.defaults().deleteCrds(true).timeout(Duration.ofSeconds(60));

  private final KubernetesClient client;
  private final Definitions definitions;
  private final OperatorFixture scene;

  DestroyCrdsIT(
      ControlPlane plane,
      KubernetesClient client,
      @FreshNamespace String namespace,
      @TempDir Path folder) {
    this.client = client;
    this.definitions = new Definitions(client);
    this.scene = OperatorFixture.of(plane, namespace, folder);
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
}
