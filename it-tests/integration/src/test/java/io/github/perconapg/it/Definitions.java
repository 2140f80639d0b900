package io.github.perconapg.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionList;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.github.perconapg.controlplane.chart.OperatorRelease;
import io.github.perconapg.controlplane.chart.StandInChart;
import java.net.HttpURLConnection;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** The custom resource definitions of a cluster, beside the library. */
record Definitions(KubernetesClient client) {

  static final String CLUSTERS = "perconapgclusters.pgv2.percona.com";
  static final String BACKUPS = "perconapgbackups.pgv2.percona.com";
  static final String ADMINS = "pgadmins.postgres-operator.crunchydata.com";

  private static final String WITHOUT_FINALIZERS = "{\"metadata\": {\"finalizers\": null}}";

  /** The definitions of a file, a document each. */
  static List<String> documents(String file) {
    return Arrays.stream(file.split("(?m)^---\n"))
        .filter(document -> document.contains("kind: CustomResourceDefinition"))
        .toList();
  }

  /** One definition of a release's file. */
  static String one(OperatorRelease release, String name) {
    return documents(StandInChart.of(release).crdFile()).stream()
        .filter(document -> document.contains("name: " + name + "\n"))
        .findFirst()
        .orElseThrow();
  }

  /** Applies what a file defines on the server's side, by force, as this field manager. */
  void apply(String manager, String file) {
    for (var document : documents(file)) {
      var definition =
          client.getKubernetesSerialization().unmarshal(document, GenericKubernetesResource.class);
      var unused =
          client.resource(definition).fieldManager(manager).forceConflicts().serverSideApply();
    }
  }

  /**
   * Makes the operators' definitions those of a file, as this field manager would have applied them
   * where there were none, with no other field manager left.
   */
  void reset(String manager, String file) {
    var wanted = new HashSet<String>();
    for (var document : documents(file)) {
      var definition =
          client.getKubernetesSerialization().unmarshal(document, CustomResourceDefinition.class);
      var name = definition.getMetadata().getName();
      wanted.add(name);
      if (!absent(name)) {
        all().withName(name).editStatus(Definitions::storedInOneVersion);
        definition.getMetadata().setResourceVersion(live(name).getMetadata().getResourceVersion());
        var unused = client.resource(definition).update();
      }
      apply(manager, document);
      ownedBy(manager, name);
    }
    ofOperators().stream()
        .map(crd -> crd.getMetadata().getName())
        .filter(name -> !wanted.contains(name))
        .forEach(this::delete);
  }

  private static CustomResourceDefinition storedInOneVersion(CustomResourceDefinition crd) {
    crd.getSpec().getVersions().stream()
        .filter(CustomResourceDefinitionVersion::getStorage)
        .forEach(version -> crd.getStatus().setStoredVersions(List.of(version.getName())));
    return crd;
  }

  /** Strikes off all field managers but this one, and those of the status. */
  private void ownedBy(String manager, String name) {
    var entries =
        live(name).getMetadata().getManagedFields().stream()
            .filter(e -> e.getManager().equals(manager) || "status".equals(e.getSubresource()))
            .toList();
    var patch =
        "[{\"op\": \"replace\", \"path\": \"/metadata/managedFields\", \"value\": %s}]"
            .formatted(client.getKubernetesSerialization().asJson(entries));
    all().withName(name).patch(PatchContext.of(PatchType.JSON), patch);
  }

  /** Those of the operators; the plane's own nodes need theirs. */
  List<CustomResourceDefinition> ofOperators() {
    return all().list().getItems().stream()
        .filter(crd -> crd.getSpec().getGroup().matches(".*(percona|crunchydata)\\.com"))
        .toList();
  }

  /** Deletes those of the operators, and waits until they are gone. */
  void deleteThoseOfOperators() {
    ofOperators().forEach(crd -> delete(crd.getMetadata().getName()));
  }

  /** Whether objects of an object's kind can be made by now. */
  boolean isServed(GenericKubernetesResource object) {
    return client.supports(object.getApiVersion(), object.getKind());
  }

  CustomResourceDefinition live(String name) {
    return all().withName(name).require();
  }

  /**
   * Deletes one of whose kind there is no object, and sees it gone. The API server looks for
   * objects to delete first, which was seen to take minutes, so that is skipped.
   */
  void delete(String name) {
    all().withName(name).delete();
    try {
      all().withName(name).patch(PatchContext.of(PatchType.JSON_MERGE), WITHOUT_FINALIZERS);
    } catch (KubernetesClientException e) {
      assertThat(e.getCode()).as("gone already").isEqualTo(HttpURLConnection.HTTP_NOT_FOUND);
    }
    LiveCluster.untilTrue(() -> absent(name));
  }

  boolean absent(String name) {
    return all().withName(name).get() == null;
  }

  void edit(String name, UnaryOperator<CustomResourceDefinition> change) {
    LiveCluster.edit(all().withName(name), change);
  }

  String schemaOf(String name) {
    return client.getKubernetesSerialization().asJson(live(name).getSpec().getVersions());
  }

  /** Makes sure that a definition is on the cluster as a document has it, field by field. */
  void isLive(String document) {
    var wanted =
        client.getKubernetesSerialization().unmarshal(document, CustomResourceDefinition.class);
    var name = wanted.getMetadata().getName();
    var live = live(name);
    assertThat(live.getSpec().getVersions()).as(name).isEqualTo(wanted.getSpec().getVersions());
    assertThat(live.getSpec().getScope()).isEqualTo(wanted.getSpec().getScope());
    assertThat(live.getMetadata().getLabels())
        .containsAllEntriesOf(
            Objects.requireNonNullElse(wanted.getMetadata().getLabels(), Map.of()));
  }

  private NonNamespaceOperation<
          CustomResourceDefinition,
          CustomResourceDefinitionList,
          Resource<CustomResourceDefinition>>
      all() {
    return client.apiextensions().v1().customResourceDefinitions();
  }
}
