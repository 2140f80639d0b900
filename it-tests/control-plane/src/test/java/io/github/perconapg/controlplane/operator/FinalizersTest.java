package io.github.perconapg.controlplane.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.perconapg.controlplane.ControlPlane;
import io.github.perconapg.controlplane.chart.OperatorRelease;
import io.github.perconapg.controlplane.chart.StandInChart;
import io.github.perconapg.controlplane.junit.FreshNamespace;
import io.github.perconapg.controlplane.junit.WithControlPlane;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@WithControlPlane
@Tag(WithControlPlane.FULL)
class FinalizersTest {
  private static final String OUTER = "pgv2.percona.com/v2";
  private static final String INNER = "postgres-operator.crunchydata.com/v1beta1";

  private final Release release;
  private final KubernetesClient client;

  FinalizersTest(ControlPlane plane, KubernetesClient client, @FreshNamespace String namespace) {
    this.release = new Release(plane, client, namespace);
    this.client = client;
  }

  @Test
  void holdsAClusterWithItsChildAndLetsBothGoWhileItLives() throws IOException {
    release.install(StandInChart.of(OperatorRelease.V2_7)).awaitAvailable();
    create("PerconaPGCluster");
    awaitFinalizer(OUTER, "PerconaPGCluster", "internal.percona.com/stop-watchers");
    awaitFinalizer(INNER, "PostgresCluster", "postgres-operator.crunchydata.com/finalizer");

    client.resource(existing("PerconaPGCluster")).delete();

    awaitGone(OUTER, "PerconaPGCluster");
    awaitGone(INNER, "PostgresCluster");
  }

  @Test
  void holdsBackupsAndRestores() throws IOException {
    release.install(StandInChart.of(OperatorRelease.V2_7)).awaitAvailable();
    create("PerconaPGBackup");
    create("PerconaPGRestore");
    awaitFinalizer(OUTER, "PerconaPGBackup", "internal.percona.com/delete-backup");
    awaitFinalizer(OUTER, "PerconaPGRestore", "internal.percona.com/delete-restore");
    for (String kind : List.of("PerconaPGBackup", "PerconaPGRestore")) {
      client.resource(existing(kind)).delete();
      awaitGone(OUTER, kind);
    }
  }

  @Test
  void leavesAClusterTerminatingWhileItIsPausedAndFinishesWhenItIsBack() throws IOException {
    release.install(StandInChart.of(OperatorRelease.V2_7)).awaitAvailable();
    create("PerconaPGCluster");
    awaitFinalizer(OUTER, "PerconaPGCluster", "internal.percona.com/stop-watchers");
    scale(0);
    Release.until(
        () ->
            client.pods().inNamespace(release.namespace()).list().getItems().isEmpty()
                ? true
                : null);
    client.resource(existing("PerconaPGCluster")).delete();
    assertThat(existing("PerconaPGCluster").getMetadata().getDeletionTimestamp()).isNotNull();
    scale(1);
    awaitGone(OUTER, "PerconaPGCluster");
  }

  private void scale(int replicas) {
    client
        .apps()
        .deployments()
        .inNamespace(release.namespace())
        .withName("pg-operator")
        .scale(replicas);
  }

  private void create(String kind) {
    client
        .resource(
            new GenericKubernetesResourceBuilder()
                .withApiVersion(OUTER)
                .withKind(kind)
                .withNewMetadata()
                .withName("x")
                .withNamespace(release.namespace())
                .endMetadata()
                .addToAdditionalProperties("spec", Map.of())
                .build())
        .create();
  }

  private @Nullable GenericKubernetesResource get(String apiVersion, String kind) {
    return client
        .genericKubernetesResources(apiVersion, kind)
        .inNamespace(release.namespace())
        .withName("x")
        .get();
  }

  private GenericKubernetesResource existing(String kind) {
    return Objects.requireNonNull(get(OUTER, kind), kind);
  }

  private void awaitFinalizer(String apiVersion, String kind, String finalizer) {
    Release.until(
        () -> {
          GenericKubernetesResource item = get(apiVersion, kind);
          return item != null && item.getMetadata().getFinalizers().contains(finalizer)
              ? item
              : null;
        });
  }

  private void awaitGone(String apiVersion, String kind) {
    Release.until(() -> get(apiVersion, kind) == null ? true : null);
  }
}
