package io.github.perconapg.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.perconapg.controlplane.ControlPlane;
import io.github.perconapg.controlplane.audit.AuditLog;
import io.github.perconapg.controlplane.chart.OperatorRelease;
import io.github.perconapg.controlplane.chart.StandInChart;
import io.github.perconapg.controlplane.junit.FreshNamespace;
import io.github.perconapg.controlplane.junit.WithControlPlane;
import io.github.perconapg.controlplane.operator.Failure;
import io.github.perconapg.model.Adopt;
import io.github.perconapg.model.Change;
import io.github.perconapg.model.Consent;
import io.github.perconapg.model.DeployResult;
import io.github.perconapg.model.DestroyResult;
import io.github.perconapg.model.FieldChange;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An operator that somebody else installed is taken over, with everything that he set. */
@WithControlPlane(own = true)
class AdoptionIT {

  private static final Consent KEEP = Consent.NONE.adopt(Adopt.KEEP);
  private static final Consent RESET = Consent.NONE.adopt(Adopt.RESET);

  /** Ten values beside the four resource fields, of every type, one of them secret. */
  private static final String TEN_VALUES =
      """
      replicaCount: 1
      watchAllNamespaces: true
      imagePullSecrets: [{name: theirs}]
      fullnameOverride: their-operator
      tolerations:
      - {key: dedicated, operator: Equal, value: databases, effect: NoSchedule}
      podAnnotations: {example.com/team: shop, example.com/api-token: canary-77}
      disableTelemetry: true
      logStructured: true
      logLevel: DEBUG
      affinity: {nodeAffinity: null}
      resources: {limits: {cpu: 900m}}
      """;

  private final KubernetesClient client;
  private final AuditLog audit;
  private final OperatorFixture scene;
  private final LiveCluster live;
  private final HelmUser helm;

  AdoptionIT(
      ControlPlane plane,
      KubernetesClient client,
      AuditLog audit,
      @FreshNamespace String namespace,
      @TempDir Path folder) {
    this.client = client;
    this.audit = audit;
    this.live = new LiveCluster(client, namespace);
    this.scene =
        OperatorFixture.of(plane, namespace, folder).chart(StandInChart.of(OperatorRelease.V2_7));
    this.helm = new HelmUser(plane, live, folder);
  }

  @AfterEach
  void end() {
    helm.uninstall();
  }

  @Test
  void notOneOfTenValuesIsLostNowOrInLaterDeploys() throws IOException {
    helm.install(scene.desired().chart(), TEN_VALUES);
    var theirs = new TreeMap<>(live.values());
    var uid = deployment("their-operator").getMetadata().getUid();
    var adopting = scene.consent(KEEP);

    var plan = adopting.plan();
    assertThat(plan.refusals()).isEmpty();
    var release = OperatorFixture.change(plan, "Release");
    assertThat(release.action()).isEqualTo(Change.Action.ADOPT);
    assertThat(release.summary()).contains("adopt revision 1", "Install complete");
    assertThat(release.fields())
        .as("nothing but the manifest's four fields changes")
        .extracting(FieldChange::shown)
        .containsExactlyInAnyOrder(
            "values.resources.limits.cpu: 900m -> 1000m",
            "values.resources.limits.memory: (none) -> 1Gi",
            "values.resources.requests.cpu: (none) -> 100m",
            "values.resources.requests.memory: (none) -> 256Mi");
    assertThat(plan.changes()).noneMatch(c -> c.kind().equals("WatchedNamespaces"));

    assertThat(adopting.deploy()).isInstanceOf(DeployResult.Upgraded.class);
    assertKept(theirs);
    assertThat(deployment("their-operator").getMetadata().getUid()).isEqualTo(uid);
    assertThat(scene.verify().healthy()).isTrue();

    // It is ours now: no consent is asked for any more, and nothing is dropped.
    assertThat(scene.deploy()).isInstanceOf(DeployResult.Unchanged.class);
    var more = scene.values(Map.of("logLevel", "INFO"));
    assertThat(more.deploy()).isInstanceOf(DeployResult.Upgraded.class);
    theirs.put("logLevel", "INFO");
    assertKept(theirs);

    var destroyed = (DestroyResult.Destroyed) scene.destroy();
    assertThat(destroyed.kept()).anyMatch(k -> k.contains("adopted") && k.contains("revision 1"));
    assertThat(live.namespaceExists()).isTrue();
  }

  @Test
  void resetListsWhatVanishesAndAsksBeforeOtherNamespacesAreWatched() throws IOException {
    helm.install(scene.desired().chart(), TEN_VALUES);
    var mark = audit.mark();
    var reset = scene.consent(RESET);

    var plan = reset.plan();
    assertThat(plan.refusals())
        .extracting(Problem::code)
        .containsExactly(ProblemCode.WATCH_CHANGED);
    assertThat(OperatorFixture.change(plan, "WatchedNamespaces").summary())
        .isEqualTo("all namespaces -> " + live.namespace());
    assertThat(OperatorFixture.change(plan, "Release").fields())
        .extracting(FieldChange::shown)
        .contains(
            "values.logLevel: DEBUG -> (none)",
            "values.imagePullSecrets: [{\"name\":\"theirs\"}] -> (none)",
            "values.podAnnotations.example.com/api-token: (masked) -> (none)");
    assertThat(plan.changes())
        .filteredOn(c -> c.action() == Change.Action.DELETE)
        .extracting(Change::kind)
        .contains("ClusterRole", "ClusterRoleBinding", "Deployment");
    assertThat(OperatorFixture.failureOf(reset::deploy).problem().code())
        .isEqualTo(ProblemCode.WATCH_CHANGED);
    assertThat(audit.writesSince(mark)).isEmpty();

    var agreed = scene.consent(RESET.acceptWatchChange(true));
    assertThat(agreed.deploy()).isInstanceOf(DeployResult.Upgraded.class);
    assertThat(live.values()).containsOnlyKeys("resources");
    assertThat(client.rbac().clusterRoles().withName("their-operator").get()).isNull();
    assertThat(scene.deploy()).isInstanceOf(DeployResult.Unchanged.class);
  }

  @Test
  void itsDefinitionsAreBroughtUpToItsVersionFirst() throws IOException {
    var definitions = new Definitions(client);
    definitions.apply("kubectl", StandInChart.of(OperatorRelease.V2_6).crdFile());
    helm.install(scene.desired().chart(), "logLevel: DEBUG");
    var mark = audit.mark();

    scene.consent(KEEP).deploy();

    var writes = audit.writesSince(mark).stream().map(e -> e.resource()).toList();
    assertThat(writes.indexOf("customresourcedefinitions"))
        .isNotNegative()
        .isLessThan(writes.indexOf("deployments"));
    assertThat(definitions.schemaOf(Definitions.CLUSTERS)).contains("since2_7");
  }

  @Test
  void aTakeOverThatDoesNotComeUpIsUndoneAndTheReleaseIsTheirsAgain() throws IOException {
    helm.install(scene.desired().chart(), "logLevel: DEBUG");
    var before = deployment(LiveCluster.NAME).getSpec();
    var broken = scene.consent(KEEP).timeout(Duration.ofSeconds(20)).failing(Failure.CRASH_LOOP);

    assertThat(OperatorFixture.failureOf(broken::deploy))
        .hasMessageContaining("Rolled back to revision 1");

    assertThat(deployment(LiveCluster.NAME).getSpec()).isEqualTo(before);
    assertThat(live.values()).isEqualTo(Map.of("logLevel", "DEBUG"));
    assertThat(scene.history().get(0).ours()).isFalse();
    assertThat(OperatorFixture.failureOf(scene::deploy).problem().code())
        .isEqualTo(ProblemCode.FOREIGN_RELEASE);
    assertThat(scene.consent(KEEP).deploy()).isInstanceOf(DeployResult.Upgraded.class);
  }

  private void assertKept(Map<String, Object> theirs) {
    var now = new TreeMap<>(live.values());
    var expected = new TreeMap<>(theirs);
    expected.put("resources", Objects.requireNonNull(now.get("resources")));
    assertThat(now).isEqualTo(expected);
  }

  private Deployment deployment(String name) {
    return client.apps().deployments().inNamespace(live.namespace()).withName(name).require();
  }
}
