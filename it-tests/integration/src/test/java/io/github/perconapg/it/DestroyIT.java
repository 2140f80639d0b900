package io.github.perconapg.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.perconapg.controlplane.ControlPlane;
import io.github.perconapg.controlplane.audit.AuditLog;
import io.github.perconapg.controlplane.junit.FreshNamespace;
import io.github.perconapg.controlplane.junit.WithApiServer;
import io.github.perconapg.model.ClusterPolicy;
import io.github.perconapg.model.Consent;
import io.github.perconapg.model.DestroyOptions;
import io.github.perconapg.model.DestroyResult;
import io.github.perconapg.problem.ProblemCode;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Not for any chart: its databases are as bare as only the stand-in's definitions allow. */
@WithApiServer
class DestroyIT {

  @TempDir Path folder;
  private final ControlPlane plane;
  private final KubernetesClient client;
  private final AuditLog audit;
  private final Installed installed;

  DestroyIT(ControlPlane plane, KubernetesClient client, AuditLog audit) {
    this.plane = plane;
    this.client = client;
    this.audit = audit;
    this.installed = new Installed(plane, client);
  }

  @Test
  void refusesWhileADatabaseIsInAnyNamespaceThatTheOperatorWatches(
      @FreshNamespace String namespace,
      @FreshNamespace String watched,
      @FreshNamespace String other) {
    for (var each : List.of(namespace, watched, other)) {
      new LiveCluster(client, each).createNamespace();
    }
    var scene = OperatorFixture.of(plane, namespace, folder);
    installed.available(scene);
    refusedFor(scene, percona(namespace));
    refusedFor(scene, inner(namespace));

    var wide = Map.<String, Object>of("watchNamespace", watched, "fullnameOverride", namespace);
    var agreed = scene.consent(Consent.NONE.acceptWatchChange(true));
    var listed = agreed.values(wide);
    installed.available(listed);
    refusedFor(listed, percona(watched));

    var everywhere =
        agreed.values(Map.of("watchAllNamespaces", true, "fullnameOverride", namespace));
    installed.available(everywhere);
    refusedFor(everywhere, inner(other));

    assertThat(everywhere.destroy()).isInstanceOf(DestroyResult.Destroyed.class);
    assertThat(client.rbac().clusterRoles().withName(namespace).get()).isNull();
  }

  @Test
  void aDatabaseThatTheOperatorDoesNotLookAfterIsNoHindrance(
      @FreshNamespace String namespace, @FreshNamespace String other) {
    new LiveCluster(client, namespace).createNamespace();
    new LiveCluster(client, other).createNamespace();
    var scene = OperatorFixture.of(plane, namespace, folder);
    installed.available(scene);
    var elsewhere = client.resource(percona(other)).create();
    assertThat(scene.destroy()).isInstanceOf(DestroyResult.Destroyed.class);
    client.resource(elsewhere).delete();
  }

  @Test
  void aPlanIsNotAppliedToAnotherDatabaseOfTheSameName(@FreshNamespace String namespace) {
    new LiveCluster(client, namespace).createNamespace();
    var scene = OperatorFixture.of(plane, namespace, folder);
    installed.available(scene);
    var options = DestroyOptions.defaults().clusters(ClusterPolicy.DELETE).forceFinalizers(true);
    var first = client.resource(percona(namespace)).create();
    var plan = scene.planDestroy(options);
    client.resource(first).delete();
    LiveCluster.untilTrue(() -> client.resource(first).get() == null);
    var second = client.resource(percona(namespace)).create();
    var mark = audit.mark();

    var problem = OperatorFixture.failureOf(() -> scene.apply(plan, options)).problem();

    assertThat(problem.code()).isEqualTo(ProblemCode.PLAN_STALE);
    assertThat(problem.facts()).anyMatch(fact -> fact.contains(second.getMetadata().getUid()));
    assertThat(audit.writesSince(mark)).isEmpty();
    client.resource(second).delete();
    LiveCluster.untilTrue(() -> client.resource(second).get() == null);

    var defaults = DestroyOptions.defaults();
    assertThat(scene.apply(scene.planDestroy(defaults), defaults))
        .isInstanceOf(DestroyResult.Destroyed.class);
  }

  @Test
  void theLeaseOfSomebodyElsesOperatorIsLeft(@FreshNamespace String namespace) {
    new LiveCluster(client, namespace).createNamespace();
    var lease =
        client
            .resource(
                new LeaseBuilder()
                    .withNewMetadata()
                    .withNamespace(namespace)
                    .withName("08db3feb.percona.com")
                    .endMetadata()
                    .withNewSpec()
                    .withHolderIdentity("their-pod-that-is-restarting_1")
                    .endSpec()
                    .build())
            .create();
    var mark = audit.mark();
    assertThat(OperatorFixture.of(plane, namespace, folder).destroy())
        .isInstanceOf(DestroyResult.Absent.class);
    assertThat(audit.writesSince(mark)).isEmpty();
    assertThat(client.resource(lease).get()).isNotNull();
  }

  private void refusedFor(OperatorFixture scene, GenericKubernetesResource database) {
    client.resource(database).create();
    var mark = audit.mark();
    var problem = OperatorFixture.failureOf(scene::destroy).problem();
    assertThat(problem.code()).isEqualTo(ProblemCode.CLUSTERS_EXIST);
    assertThat(problem.render())
        .contains(
            database.getKind().toLowerCase(Locale.ROOT),
            database.getMetadata().getNamespace() + "/" + database.getMetadata().getName());
    assertThat(audit.writesSince(mark)).isEmpty();
    client.resource(database).delete();
    LiveCluster.untilTrue(() -> client.resource(database).get() == null);
    LiveCluster.untilTrue(
        () ->
            client
                .genericKubernetesResources(
                    "postgres-operator.crunchydata.com/v1beta1", "PostgresCluster")
                .inNamespace(database.getMetadata().getNamespace())
                .list()
                .getItems()
                .isEmpty());
  }

  private static GenericKubernetesResource percona(String namespace) {
    return database("pgv2.percona.com/v2", "PerconaPGCluster", namespace);
  }

  private static GenericKubernetesResource inner(String namespace) {
    return database("postgres-operator.crunchydata.com/v1beta1", "PostgresCluster", namespace);
  }

  private static GenericKubernetesResource database(
      String apiVersion, String kind, String namespace) {
    return new GenericKubernetesResourceBuilder()
        .withApiVersion(apiVersion)
        .withKind(kind)
        .withNewMetadata()
        .withNamespace(namespace)
        .withName("shop")
        .endMetadata()
        .addToAdditionalProperties("spec", Map.of())
        .build();
  }
}
