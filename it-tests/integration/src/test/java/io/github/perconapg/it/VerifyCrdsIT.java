package io.github.perconapg.it;

import static io.github.perconapg.it.Definitions.ADMINS;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersionBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.perconapg.controlplane.ControlPlane;
import io.github.perconapg.controlplane.junit.FreshNamespace;
import io.github.perconapg.controlplane.junit.WithApiServer;
import io.github.perconapg.model.Check;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What verify sees of broken definitions. */
@WithApiServer
class VerifyCrdsIT {

  private final KubernetesClient client;
  private final Definitions definitions;
  private final Installed installed;
  private final OperatorFixture scene;

  VerifyCrdsIT(
      ControlPlane plane,
      KubernetesClient client,
      @FreshNamespace String namespace,
      @TempDir Path folder) {
    this.client = client;
    this.definitions = new Definitions(client);
    this.installed = new Installed(plane, client);
    this.scene = OperatorFixture.of(plane, namespace, folder);
  }

  @Test
  void aDefinitionThatNoControllerUsesIsMissedAlone() {
    installed.working(scene);
    definitions.delete("crunchybridgeclusters.postgres-operator.crunchydata.com");
    Checks.fail(scene.verify(), Check.CRDS_ESTABLISHED);
  }

  @Test
  void aDefinitionThatLostAFieldIsNotTheCharts() {
    installed.working(scene);
    definitions.edit(
        ADMINS,
        crd -> {
          schemaOf(crd.getSpec().getVersions().get(0)).remove("since2_5");
          return crd;
        });
    Checks.fail(scene.verify(), Check.CRDS_EQUAL);
  }

  @Test
  void objectsThatAreStoredInAVersionThatTheChartDoesNotHaveAreSeen() {
    installed.working(scene);
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
  }

  private static Map<String, ?> schemaOf(CustomResourceDefinitionVersion version) {
    var fields = version.getSchema().getOpenAPIV3Schema().getProperties();
    return Objects.requireNonNull(fields.get("spec")).getProperties();
  }
}
