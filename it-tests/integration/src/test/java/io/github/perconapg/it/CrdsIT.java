package io.github.perconapg.it;

import static io.github.perconapg.it.Definitions.ADMINS;
import static io.github.perconapg.it.Definitions.BACKUPS;
import static io.github.perconapg.it.Definitions.CLUSTERS;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.perconapg.controlplane.ControlPlane;
import io.github.perconapg.controlplane.access.Rights;
import io.github.perconapg.controlplane.access.Users;
import io.github.perconapg.controlplane.audit.AuditEntry;
import io.github.perconapg.controlplane.audit.AuditLog;
import io.github.perconapg.controlplane.chart.OperatorRelease;
import io.github.perconapg.controlplane.chart.StandInChart;
import io.github.perconapg.controlplane.junit.FreshNamespace;
import io.github.perconapg.controlplane.junit.WithApiServer;
import io.github.perconapg.model.Change;
import io.github.perconapg.model.CrdPolicy;
import io.github.perconapg.model.DeployResult;
import io.github.perconapg.model.Readiness;
import io.github.perconapg.model.Step;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of definitions, by policy. */
@WithApiServer
class CrdsIT {

  private static final String PLURAL = "customresourcedefinitions";

  @TempDir Path folder;
  private final ControlPlane plane;
  private final KubernetesClient client;
  private final AuditLog audit;
  private final Definitions definitions;
  private final Installed installed;
  private String namespace = "";

  CrdsIT(ControlPlane plane, KubernetesClient client, AuditLog audit) {
    this.plane = plane;
    this.client = client;
    this.audit = audit;
    this.definitions = new Definitions(client);
    this.installed = new Installed(plane, client);
  }

  /** Every test begins with the chart's definitions, as kubectl would have applied them. */
  @BeforeEach
  void applyAll(@FreshNamespace String fresh) {
    namespace = fresh;
    definitions.reset("kubectl", StandInChart.of(OperatorRelease.V2_7).crdFile());
    new LiveCluster(client, namespace).createNamespace();
  }

  @Test
  void createsWhatIsAbsentUpgradesWhatHelmLeftAndKeepsWhatIsEqual() {
    definitions.delete(BACKUPS);
    definitions.delete(CLUSTERS);
    definitions.apply("helm", Definitions.one(OperatorRelease.V2_6, CLUSTERS));
    var equal = client.apiextensions().v1().customResourceDefinitions();
    var untouched = equal.withName(ADMINS).require();
    var scene = scene().chart(withComments(StandInChart.of(OperatorRelease.V2_7)));
    assertThat(actions(scene)).containsEntry(BACKUPS, Change.Action.CREATE);
    assertThat(actions(scene)).containsEntry(CLUSTERS, Change.Action.UPDATE);
    var mark = audit.mark();

    deploy(scene);

    var writes = audit.writesSince(mark);
    assertThat(writes)
        .filteredOn(e -> e.resource().equals(PLURAL))
        .extracting(AuditEntry::name)
        .containsExactlyInAnyOrder(BACKUPS, CLUSTERS);
    assertThat(writes.stream().filter(e -> e.resource().equals("deployments")).count()).isOne();
    assertThat(indexOfLast(writes, PLURAL)).isLessThan(indexOfLast(writes, "deployments"));
    assertThat(definitions.live(CLUSTERS).getMetadata().getAnnotations())
        .containsKey("percona-pg/sha256");
    assertThat(definitions.schemaOf(CLUSTERS)).contains("since2_7");
    assertThat(equal.withName(untouched.getMetadata().getName()).require()).isEqualTo(untouched);

    var quiet = audit.mark();
    assertThat(scene.deploy()).isInstanceOf(DeployResult.Unchanged.class);
    assertThat(audit.writesSince(quiet)).isEmpty();

    // Our hash annotation stays while somebody forces another schema under it.
    definitions.apply("kubectl", Definitions.one(OperatorRelease.V2_6, CLUSTERS));
    assertThat(definitions.live(CLUSTERS).getMetadata().getAnnotations())
        .containsKey("percona-pg/sha256");
    assertThat(actions(scene)).containsEntry(CLUSTERS, Change.Action.UPDATE);
    assertThat(deploy(scene)).isInstanceOf(DeployResult.Upgraded.class);
    assertThat(definitions.schemaOf(CLUSTERS)).contains("since2_7");

    new LiveCluster(client, namespace).killPods();
    scene.destroy();
    assertThat(definitions.live(CLUSTERS)).isNotNull();
  }

  @Test
  void oneThatChangesBetweenPlanAndWriteIsPlannedAgain() {
    definitions.apply("kubectl", Definitions.one(OperatorRelease.V2_6, CLUSTERS));
    var scene = scene();

    var edits =
        OnEvent.whenBegins(
            "CRDs", () -> definitions.edit(CLUSTERS, crd -> addLabel(crd, "somebody")));
    var comesUp = installed.comesUp(scene);

    var done =
        scene.deploy(
            event -> {
              edits.on(event);
              comesUp.on(event);
            });

    assertThat(done.steps()).extracting(Step::name).containsOnlyOnce("CRDs");
    assertThat(definitions.schemaOf(CLUSTERS)).contains("since2_7");
    assertThat(definitions.live(CLUSTERS).getMetadata().getLabels()).containsKey("somebody");
  }

  @Test
  void anUpgradeSaysWhatTheSchemaGains() {
    definitions.apply("helm", Definitions.one(OperatorRelease.V2_6, CLUSTERS));
    assertThat(scene().plan().changes())
        .filteredOn(c -> c.name().equals(CLUSTERS))
        .singleElement()
        .satisfies(
            c -> {
              assertThat(c.summary()).isEqualTo("upgrade its schema: gains 1 field, loses none");
              assertThat(c.details()).containsExactly("gains v2.spec.since2_7");
            });
  }

  @Test
  void newerOnesAreLeftAndServeTheTwoMinorVersionsBeforeThem() {
    definitions.apply("kubectl", Definitions.one(OperatorRelease.V2_9, CLUSTERS));
    var scene = scene();
    assertThat(scene.plan().changes())
        .filteredOn(c -> c.name().equals(CLUSTERS))
        .singleElement()
        .returns(Change.Action.UNCHANGED, Change::action)
        .satisfies(c -> assertThat(c.summary()).contains("newer than the chart's"));
    assertThat(deploy(scene)).isInstanceOf(DeployResult.Installed.class);
    assertThat(definitions.schemaOf(CLUSTERS)).contains("since2_9");
  }

  @Test
  void oneOfALaterPatchReleaseStaysAlthoughItHasTheSameFields() {
    var later =
        Definitions.one(OperatorRelease.V2_7, CLUSTERS)
            .replace("version: v2.7.0", "version: v2.7.1")
            .replace("Stand-in for tests.", "Of 2.7.1.");
    definitions.apply("kubectl", later);
    assertThat(actions(scene())).containsEntry(CLUSTERS, Change.Action.UNCHANGED);
    assertThat(scene().plan().refusals()).isEmpty();
  }

  @Test
  void equalOnesNeedNoRightToWriteThem() throws IOException {
    var users = new Users(plane, client);
    var reader = users.withClientCertificate("reader-" + namespace);
    Rights.none()
        .may(List.of("get", "list"), "apiextensions.k8s.io", PLURAL)
        .may(List.of("get", "create"), "", "namespaces")
        .grantEverywhere(client, "reader-" + namespace);
    Rights.all().grantIn(client, "reader-" + namespace, namespace);
    assertThat(deploy(scene().as(reader))).isInstanceOf(DeployResult.Installed.class);
  }

  @Test
  void checkWritesNoneAndListsWhatIsMissing() {
    definitions.delete(BACKUPS);
    definitions.apply("kubectl", Definitions.one(OperatorRelease.V2_6, CLUSTERS));
    var refusals = scene().crds(CrdPolicy.CHECK).plan().refusals();
    assertThat(refusals).extracting(Problem::code).containsExactly(ProblemCode.CRD_OUTDATED);
    assertThat(refusals.get(0).facts())
        .containsExactlyInAnyOrder("absent: " + BACKUPS, "differs: " + CLUSTERS);
  }

  @Test
  void skipDoesNotLook() {
    var mark = audit.mark();
    assertThat(scene().crds(CrdPolicy.SKIP).plan().refusals()).isEmpty();
    assertThat(audit.requestsSince(mark))
        .filteredOn(e -> e.resource().equals(PLURAL) && !e.isFromThePlane())
        .isEmpty();
  }

  /** Has CRDs which cannot be sent as the text they are. */
  private static StandInChart withComments(StandInChart chart) {
    return chart.withFile(
        "crds/crd.yaml", chart.crdFile().replaceAll("(?m)^metadata:$", "metadata: # of ours"));
  }

  private OperatorFixture scene() {
    return OperatorFixture.of(plane, namespace, folder)
        .chart(StandInChart.of(OperatorRelease.V2_7))
        .readiness(Readiness.AVAILABLE);
  }

  private DeployResult deploy(OperatorFixture scene) {
    return scene.deploy(installed.comesUp(scene));
  }

  private static Map<String, Change.Action> actions(OperatorFixture scene) {
    return scene.plan().changes().stream()
        .collect(Collectors.toMap(Change::name, Change::action, (a, b) -> a));
  }

  private static CustomResourceDefinition addLabel(CustomResourceDefinition crd, String name) {
    return crd.edit().editMetadata().addToLabels(name, "was-here").endMetadata().build();
  }

  private static int indexOfLast(List<AuditEntry> entries, String resource) {
    int last = -1;
    for (int i = 0; i < entries.size(); i++) {
      last = entries.get(i).resource().equals(resource) ? i : last;
    }
    return last;
  }
}
