package io.github.perconapg.controlplane.operator;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.github.perconapg.controlplane.chart.CrdKind;
import io.github.perconapg.controlplane.chart.OperatorRelease;
import io.github.perconapg.controlplane.chart.StandInChart;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the operator does to custom resources, as far as installers meet it: finalizers, the child
 * PostgresCluster, a status.
 */
final class Databases {
  private static final Duration CLUSTER_GOES = Duration.ofMillis(500);
  private static final Duration CHILD_GOES = Duration.ofMillis(1700);

  private static final Duration SLOW = Duration.ofMinutes(1);
  private static final String DELETE_VOLUMES = "percona.com/delete-pvc";

  private final KubernetesClient client;
  private final OperatorRelease release;
  private final @Nullable Failure failure;
  private final Timeline timeline;

  Databases(KubernetesClient client, OperatorPod pod, Timeline timeline) {
    this.client = client;
    this.release = pod.release();
    this.failure = pod.failure().orElse(null);
    this.timeline = timeline;
  }

  /** An object was seen, or seen to have changed. */
  void changed(CrdKind kind, GenericKubernetesResource item) {
    switch (kind.kind()) {
      case "PerconaPGCluster" -> cluster(item);
      case "PostgresCluster" -> keep(item, innerFinalizer(), CHILD_GOES, () -> {});
      case "PerconaPGBackup" ->
          keep(item, "internal.percona.com/delete-backup", CLUSTER_GOES, () -> {});
      case "PerconaPGRestore" ->
          keep(item, "internal.percona.com/delete-restore", CLUSTER_GOES, () -> {});
      default -> {
        // The other kinds have no finalizer, and tests do not use them.
      }
    }
  }

  private String innerFinalizer() {
    return release.innerGroup() + "/finalizer";
  }

  private void cluster(GenericKubernetesResource item) {
    ObjectMeta cluster = item.getMetadata();
    if (cluster.getDeletionTimestamp() != null
        && cluster.getFinalizers().contains(DELETE_VOLUMES)) {
      // The users' finalizers come first; without this one, the next event goes on below.
      keep(item, DELETE_VOLUMES, CLUSTER_GOES, () -> deleteVolumes(cluster));
      return;
    }
    keep(item, "internal.percona.com/stop-watchers", CLUSTER_GOES, () -> deleteChild(item));
    if (item.getMetadata().getDeletionTimestamp() == null) {
      createChild(item);
      report(item);
    }
  }

  /** Puts a finalizer on, or takes it off some time after the object was deleted. */
  private void keep(
      GenericKubernetesResource item, String finalizer, Duration goes, Runnable before) {
    ObjectMeta metadata = item.getMetadata();
    boolean has = metadata.getFinalizers().contains(finalizer);
    if (metadata.getDeletionTimestamp() == null) {
      if (!has) {
        List<String> more = new ArrayList<>(metadata.getFinalizers());
        more.add(finalizer);
        setFinalizers(item, more);
      }
    } else if (has && failure != Failure.KEEPS_FINALIZERS) {
      before.run();
      timeline.after(
          failure == Failure.SLOW_FINALIZERS ? SLOW : goes,
          () -> {
            List<String> rest = new ArrayList<>(metadata.getFinalizers());
            rest.remove(finalizer);
            setFinalizers(item, rest);
          });
    }
  }

  /** With the version that was seen: when somebody was faster, the next event brings us back. */
  private void setFinalizers(GenericKubernetesResource item, List<String> finalizers) {
    Map<String, Object> metadata =
        Map.of(
            "finalizers", finalizers, "resourceVersion", item.getMetadata().getResourceVersion());
    client
        .resource(item)
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            Serialization.asJson(Map.of("metadata", metadata)));
  }

  private GenericKubernetesResource child(GenericKubernetesResource item) {
    CrdKind kind =
        StandInChart.kinds(release).stream()
            .filter(each -> each.is("PostgresCluster"))
            .findFirst()
            .orElseThrow();
    ObjectMeta parent = item.getMetadata();
    return new GenericKubernetesResourceBuilder()
        .withApiVersion(kind.apiVersion())
        .withKind(kind.kind())
        .withNewMetadata()
        .withName(parent.getName())
        .withNamespace(parent.getNamespace())
        .addToFinalizers(innerFinalizer())
        .addNewOwnerReference()
        .withApiVersion(item.getApiVersion())
        .withKind(item.getKind())
        .withName(parent.getName())
        .withUid(parent.getUid())
        .withController(true)
        .endOwnerReference()
        .endMetadata()
        .addToAdditionalProperties("spec", Map.of())
        .build();
  }

  private void deleteVolumes(ObjectMeta cluster) {
    for (PersistentVolumeClaim claim :
        client
            .persistentVolumeClaims()
            .inNamespace(cluster.getNamespace())
            .withLabel("postgres-operator.crunchydata.com/cluster", cluster.getName())
            .list()
            .getItems()) {
      client.resource(claim).delete();
    }
  }

  private void createChild(GenericKubernetesResource item) {
    try {
      client.resource(child(item)).create();
    } catch (KubernetesClientException e) {
      if (e.getCode() != 409) {
        throw e;
      }
    }
  }

  private void deleteChild(GenericKubernetesResource item) {
    client.resource(child(item)).delete();
  }

  private void report(GenericKubernetesResource item) {
    if (item.get("status", "state") != null) {
      return;
    }
    ObjectMeta metadata = item.getMetadata();
    String host = metadata.getName() + "-pgbouncer." + metadata.getNamespace() + ".svc";
    client
        .resource(item)
        .subresource("status")
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            Serialization.asJson(Map.of("status", Map.of("state", "initializing", "host", host))));
  }
}
