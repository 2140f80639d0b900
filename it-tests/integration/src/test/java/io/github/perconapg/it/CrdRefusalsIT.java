package io.github.perconapg.it;

import static io.github.perconapg.it.Definitions.BACKUPS;
import static io.github.perconapg.it.Definitions.CLUSTERS;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.perconapg.controlplane.ControlPlane;
import io.github.perconapg.controlplane.audit.AuditLog;
import io.github.perconapg.controlplane.chart.OperatorRelease;
import io.github.perconapg.controlplane.chart.StandInChart;
import io.github.perconapg.controlplane.junit.FreshNamespace;
import io.github.perconapg.controlplane.junit.WithApiServer;
import io.github.perconapg.problem.ProblemCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Definitions that are not written, and why. */
@WithApiServer
class CrdRefusalsIT {

  @TempDir Path folder;
  private final ControlPlane plane;
  private final KubernetesClient client;
  private final AuditLog audit;
  private final Definitions definitions;
  private String namespace = "";

  CrdRefusalsIT(ControlPlane plane, KubernetesClient client, AuditLog audit) {
    this.plane = plane;
    this.client = client;
    this.audit = audit;
    this.definitions = new Definitions(client);
  }

  /** Every test begins with the chart's definitions, as kubectl would have applied them. */
  @BeforeEach
  void applyAll(@FreshNamespace String fresh) {
    namespace = fresh;
    definitions.reset("kubectl", StandInChart.of(OperatorRelease.V2_7).crdFile());
  }

  @Test
  void anotherFieldManagerIsRefusedByName() {
    definitions.apply("their-installer", Definitions.one(OperatorRelease.V2_6, CLUSTERS));
    refused(ProblemCode.CRD_FOREIGN, CLUSTERS, "their-installer");
    definitions.delete(CLUSTERS);
  }

  @Test
  void aMarkOfAnotherToolIsRefusedByName() {
    definitions.apply(
        "kubectl",
        Definitions.one(OperatorRelease.V2_6, CLUSTERS)
            .replaceFirst(
                "metadata:\n",
                "metadata:\n  annotations: {argocd.argoproj.io/tracking-id: shop}\n"));
    refused(ProblemCode.CRD_FOREIGN, CLUSTERS, "Argo CD", "shop");
    definitions.edit(CLUSTERS, crd -> removeAnnotation(crd, "argocd.argoproj.io/tracking-id"));
  }

  @Test
  void aChangeThatWouldDropFieldsIsRefusedByName() {
    definitions.apply(
        "kubectl",
        Definitions.one(OperatorRelease.V2_7, CLUSTERS).replace("since2_7", "ofSomebodyElse"));
    refused(ProblemCode.CRD_DROPS_FIELDS, CLUSTERS, "ofSomebodyElse");
  }

  @Test
  void aChangeThatWouldTightenAConstraintIsRefusedByName() {
    definitions.apply(
        "kubectl",
        Definitions.one(OperatorRelease.V2_7, CLUSTERS)
            .replace("since2_6: {type: string}", "since2_6: {type: string, maxLength: 9}")
            .replace("since2_7: {type: string}", "since2_7: {x-kubernetes-int-or-string: true}"));
    refused(
        ProblemCode.CRD_DROPS_FIELDS,
        CLUSTERS,
        "would tighten v2.spec.since2_7: type [integer, string] to [string]");
  }

  @Test
  void onesThatAreTooNewAreRefusedAndNeverDowngraded() {
    definitions.apply("kubectl", Definitions.one(OperatorRelease.V3_0, CLUSTERS));
    refused(ProblemCode.CRD_NEWER, "they are of 3.0", "never downgraded");
    assertThat(definitions.schemaOf(CLUSTERS)).contains("since3_0");
  }

  @Test
  void newerOnesOfAnUnknownVersionAreRefused() {
    for (var name : List.of(CLUSTERS, BACKUPS)) {
      definitions.delete(name); // with the labels that other field managers put on it
      definitions.apply(
          "kubectl",
          Definitions.one(OperatorRelease.V2_8, name)
              .replace("pgv2.percona.com/version: v2.8.1", "a: b"));
    }
    definitions.delete("perconapgrestores.pgv2.percona.com");
    definitions.delete("perconapgupgrades.pgv2.percona.com");
    refused(ProblemCode.CRD_NEWER, "nothing says of which version they are");
  }

  @Test
  void oneThatIsBeingDeletedIsNotAppliedTo() {
    definitions.edit(BACKUPS, crd -> addFinalizer(crd, "test.percona-pg/keeps"));
    client.apiextensions().v1().customResourceDefinitions().withName(BACKUPS).delete();
    try {
      refused(ProblemCode.CRD_TERMINATING, BACKUPS, "being deleted");
    } finally {
      definitions.edit(
          BACKUPS, crd -> crd.edit().editMetadata().withFinalizers().endMetadata().build());
      LiveCluster.untilTrue(() -> definitions.absent(BACKUPS));
    }
  }

  @Test
  void oneWhoseNamesAnotherHasIsToldAtOnceWithTheConditionsReason() {
    definitions.delete(BACKUPS);
    var rival = "rivals.pgv2.percona.com";
    definitions.apply(
        "kubectl",
        Definitions.one(OperatorRelease.V2_7, BACKUPS)
            .replace("name: " + BACKUPS, "name: " + rival)
            .replace("plural: perconapgbackups", "plural: rivals"));
    try {
      var problem =
          OperatorFixture.failureOf(scene().timeout(Duration.ofMinutes(5))::deploy).problem();
      assertThat(problem.code()).isEqualTo(ProblemCode.CRD_NOT_ESTABLISHED);
      assertThat(problem.render()).contains(BACKUPS, "NamesAccepted=False", "already in use");
    } finally {
      definitions.delete(rival);
      definitions.delete(BACKUPS);
    }
  }

  private void refused(ProblemCode code, String... words) {
    var mark = audit.mark();
    var problem = OperatorFixture.failureOf(() -> scene().deploy()).problem();
    assertThat(problem.code()).isEqualTo(code);
    assertThat(problem.render()).contains(words);
    assertThat(audit.writesSince(mark)).isEmpty();
    assertThat(new LiveCluster(client, namespace).namespaceExists()).isFalse();
  }

  private OperatorFixture scene() {
    return OperatorFixture.of(plane, namespace, folder)
        .chart(StandInChart.of(OperatorRelease.V2_7));
  }

  private static CustomResourceDefinition addFinalizer(CustomResourceDefinition crd, String name) {
    return crd.edit().editMetadata().addToFinalizers(name).endMetadata().build();
  }

  private static CustomResourceDefinition removeAnnotation(
      CustomResourceDefinition crd, String name) {
    return crd.edit().editMetadata().removeFromAnnotations(name).endMetadata().build();
  }
}
