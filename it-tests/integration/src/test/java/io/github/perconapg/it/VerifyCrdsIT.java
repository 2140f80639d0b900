package io.github.perconapg.it;

import static io.github.perconapg.it.Definitions.ADMINS;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersionBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.perconapg.controlplane.ControlPlane;
import io.github.perconapg.controlplane.junit.FreshNamespace;
import io.github.perconapg.controlplane.junit.WithControlPlane;
import io.github.perconapg.model.Check;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What verify sees of broken definitions; on a plane of its own, since they are everybody's. */
@WithControlPlane(own = true)
class VerifyCrdsIT {

  private final KubernetesClient client;
  private final Definitions definitions;
  private final Live live;
  private final Scene scene;

  VerifyCrdsIT(
      ControlPlane plane,
      KubernetesClient client,
      @FreshNamespace String namespace,
      @TempDir Path folder) {
    this.client = client;
    this.definitions = new Definitions(client);
    this.live = new Live(client, namespace);
    this.scene = Scene.of(plane, namespace, folder);
  }

  /** A test leaves definitions that another deploy would refuse to overwrite. */
  @BeforeEach
  void begin() {
    definitions.deleteThoseOfOperators();
  }

  @Test
  void aDefinitionThatNoControllerUsesIsMissedAlone() {
    scene.deploy();
    definitions.delete("crunchybridgeclusters.postgres-operator.crunchydata.com");
    Checks.fail(scene.verify(), Check.CRDS_ESTABLISHED);
    scene.destroy();
  }

  @Test
  void aDefinitionThatLostAFieldIsNotTheCharts() {
    scene.deploy();
    definitions.edit(
        ADMINS,
        crd -> {
          schemaOf(crd.getSpec().getVersions().get(0)).remove("since2_5");
          return crd;
        });
    Checks.fail(scene.verify(), Check.CRDS_EQUAL);
    scene.destroy();
  }

  @Test
  void objectsThatAreStoredInAVersionThatTheChartDoesNotHaveAreSeen() {
    scene.deploy();
    definitions.edit(
        ADMINS,
        crd -> {
          var old =
              new CustomResourceDefinitionVersionBuilder(crd.getSpec().getVersions().get(0))
                  .withName("v1alpha1")
                  .withServed(true)
                  .withStorage(false)
                  .build();
          crd.getSpec().getVersions().add(old);
          return crd;
        });
    client
        .apiextensions()
        .v1()
        .customResourceDefinitions()
        .withName(ADMINS)
        .editStatus(
            crd -> {
              var stored = new ArrayList<>(crd.getStatus().getStoredVersions());
              stored.add("v1alpha1");
              crd.getStatus().setStoredVersions(stored);
              // The API server writes the status as well, after the edit above.
              crd.getMetadata().setResourceVersion(null);
              return crd;
            });
    Checks.fail(scene.verify(), Check.CRDS_SERVED);
    scene.destroy();
  }

  /** One story, since each step needs the one before. */
  @Test
  void anOperatorWhoseDefinitionWasDeletedIsKnownByItsLogAndAfterARestartByItsControllers() {
    scene.deploy();
    definitions.delete(ADMINS);
    Live.untilTrue(() -> log().contains("could not find the requested resource"));
    Checks.fail(scene.verify(), Check.CRDS_ESTABLISHED, Check.LOG_ERRORS);

    live.killPods();
    Live.untilTrue(() -> log().contains("if kind is a CRD"));
    Checks.fail(scene.verify(), Check.CRDS_ESTABLISHED, Check.WORKERS_STARTED, Check.LOG_ERRORS);

    scene.deploy();
    assertThat(scene.verify().healthy()).isTrue();
    scene.destroy();
  }

  private String log() {
    var pods = live.pods();
    return pods.size() == 1 && "Running".equals(pods.get(0).getStatus().getPhase())
        ? client.pods().resource(pods.get(0)).getLog()
        : "";
  }

  private static Map<String, ?> schemaOf(CustomResourceDefinitionVersion version) {
    var fields = version.getSchema().getOpenAPIV3Schema().getProperties();
    return Objects.requireNonNull(fields.get("spec")).getProperties();
  }
}
