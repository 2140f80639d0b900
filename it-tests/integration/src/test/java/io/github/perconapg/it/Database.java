package io.github.perconapg.it;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A database in one namespace, as a user makes it and the operator keeps it. */
record Database(KubernetesClient client, String namespace, String name) {

  private static final String OUTER = "pgv2.percona.com/v2";
  private static final String INNER = "postgres-operator.crunchydata.com/v1beta1";

  /** One that is named shop. */
  Database(KubernetesClient client, String namespace) {
    this(client, namespace, "shop");
  }

  /** A cluster with two backup repositories. */
  Database cluster(String... finalizers) {
    create(
        "PerconaPGCluster",
        Map.of(
            "backups",
            Map.of(
                "pgbackrest",
                Map.of(
                    "repos",
                    List.of(
                        Map.of("name", "repo1", "volume", Map.of()),
                        Map.of("name", "repo2", "s3", Map.of("bucket", "attic")))))),
        List.of(finalizers));
    return this;
  }

  /**
   * The cluster asks for the behaviour of this operator version; makes it where it is not there.
   */
  void crVersion(String version) {
    var unused =
        client
            .resource(object("PerconaPGCluster", Map.of("crVersion", version), List.of()))
            .forceConflicts()
            .serverSideApply();
  }

  /** What the operator would report of the cluster; the stand-in starts none. */
  void state(String state) {
    var unused =
        client
            .genericKubernetesResources(OUTER, "PerconaPGCluster")
            .inNamespace(namespace)
            .withName(name)
            .subresource("status")
            .patch(
                PatchContext.of(PatchType.JSON_MERGE),
                "{\"status\": {\"state\": \"" + state + "\"}}");
  }

  /** A volume of the cluster's. */
  Database volume() {
    client
        .resource(
            new PersistentVolumeClaimBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name + "-data")
                .addToLabels("postgres-operator.crunchydata.com/cluster", name)
                .endMetadata()
                .withNewSpec()
                .withAccessModes("ReadWriteOnce")
                .withNewResources()
                .addToRequests("storage", new Quantity("1Gi"))
                .endResources()
                .endSpec()
                .build())
        .create();
    return this;
  }

  /** Whether the inner cluster owns the volume, so that the garbage collector takes it along. */
  void volumeIsOwned(boolean owned) {
    var owner = Objects.requireNonNull(inner());
    LiveCluster.edit(
        client.persistentVolumeClaims().inNamespace(namespace).withName(name + "-data"),
        claim -> {
          claim.getMetadata().setOwnerReferences(owned ? List.of(reference(owner)) : List.of());
          return claim;
        });
  }

  /** A pod of the cluster's that the inner cluster owns, and one that nothing owns. */
  Database pods() {
    var owner = Objects.requireNonNull(inner());
    pod(name + "-owned", List.of(reference(owner)));
    pod(name + "-alone", List.of());
    return this;
  }

  private void pod(String podName, List<OwnerReference> owners) {
    client
        .resource(
            new PodBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(podName)
                .addToLabels("postgres-operator.crunchydata.com/cluster", name)
                .withOwnerReferences(owners)
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("database")
                .withImage("example.invalid/database")
                .endContainer()
                .endSpec()
                .build())
        .create();
  }

  private static OwnerReference reference(GenericKubernetesResource owner) {
    return new OwnerReferenceBuilder()
        .withApiVersion(owner.getApiVersion())
        .withKind(owner.getKind())
        .withName(owner.getMetadata().getName())
        .withUid(owner.getMetadata().getUid())
        .build();
  }

  Database backup() {
    create("PerconaPGBackup", Map.of("pgCluster", name), List.of());
    return this;
  }

  Database restore() {
    create("PerconaPGRestore", Map.of("pgCluster", name), List.of());
    return this;
  }

  /** Somebody decides that the volumes go with the cluster. */
  void takeVolumesAlong() {
    LiveCluster.edit(
        client.resource(Objects.requireNonNull(get("PerconaPGCluster"))),
        cluster -> {
          cluster.getMetadata().getFinalizers().add("percona.com/delete-pvc");
          return cluster;
        });
  }

  /** Waits until the operator holds all that was made. */
  Database held() {
    for (var kind : List.of("PerconaPGCluster", "PerconaPGBackup", "PerconaPGRestore")) {
      var object = get(kind);
      if (object != null) {
        LiveCluster.untilTrue(
            () -> {
              var now = get(kind);
              return now != null
                  && now.getMetadata().getFinalizers().stream()
                      .anyMatch(f -> f.startsWith("internal.percona.com/"));
            });
      }
    }
    if (get("PerconaPGCluster") != null) {
      LiveCluster.untilTrue(() -> inner() != null);
    }
    return this;
  }

  @Nullable GenericKubernetesResource get(String kind) {
    return client
        .genericKubernetesResources(OUTER, kind)
        .inNamespace(namespace)
        .withName(name)
        .get();
  }

  /** The cluster that the operator makes of it. */
  @Nullable GenericKubernetesResource inner() {
    return client
        .genericKubernetesResources(INNER, "PostgresCluster")
        .inNamespace(namespace)
        .withName(name)
        .get();
  }

  boolean hasVolume() {
    return client.persistentVolumeClaims().inNamespace(namespace).withName(name + "-data").get()
        != null;
  }

  boolean isGone() {
    return get("PerconaPGCluster") == null
        && get("PerconaPGBackup") == null
        && get("PerconaPGRestore") == null
        && inner() == null;
  }

  private void create(String kind, Map<String, Object> spec, List<String> finalizers) {
    client.resource(object(kind, spec, finalizers)).create();
  }

  private GenericKubernetesResource object(
      String kind, Map<String, Object> spec, List<String> finalizers) {
    return new GenericKubernetesResourceBuilder()
        .withApiVersion(OUTER)
        .withKind(kind)
        .withNewMetadata()
        .withNamespace(namespace)
        .withName(name)
        .withFinalizers(finalizers)
        .endMetadata()
        .addToAdditionalProperties("spec", spec)
        .build();
  }
}
