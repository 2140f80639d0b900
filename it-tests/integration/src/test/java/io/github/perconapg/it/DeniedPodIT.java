package io.github.perconapg.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.LimitRangeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.perconapg.controlplane.ControlPlane;
import io.github.perconapg.controlplane.audit.AuditLog;
import io.github.perconapg.controlplane.chart.OperatorRelease;
import io.github.perconapg.controlplane.chart.StandInChart;
import io.github.perconapg.controlplane.junit.FreshNamespace;
import io.github.perconapg.controlplane.junit.WithControlPlane;
import io.github.perconapg.model.DeployResult;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Rules of a cluster by which the operator's pod is not admitted: refused before anything is
 * written where they are there, and seen at once where they come up while a deploy runs.
 */
@WithControlPlane
class DeniedPodIT {

  private static final Map<String, Quantity> ONE_POD = Map.of("pods", new Quantity("1"));

  private static final StandInChart CHART = StandInChart.of(OperatorRelease.V2_7);

  private final ControlPlane plane;
  private final KubernetesClient client;
  private final AuditLog audit;
  private final Path folder;
  private final OperatorFixture scene;
  private final LiveCluster live;

  DeniedPodIT(
      ControlPlane plane,
      KubernetesClient client,
      AuditLog audit,
      @FreshNamespace String namespace,
      @TempDir Path folder) {
    this.plane = plane;
    this.client = client;
    this.audit = audit;
    this.folder = folder;
    this.scene = OperatorFixture.of(plane, namespace, folder).timeout(Duration.ofMinutes(5));
    this.live = new LiveCluster(client, namespace);
    live.createNamespace();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aQuota() {
    var quota =
        new ResourceQuotaBuilder()
            .withNewMetadata()
            .withNamespace(live.namespace())
            .withName("no-pods")
            .endMetadata()
            .withNewSpec()
            .withHard(Map.of("pods", new Quantity("0")))
            .endSpec()
            .build();
    isDenied(
        () -> {
          var made = client.resource(quota).create();
          LiveCluster.untilTrue(() -> !client.resource(made).get().getStatus().getHard().isEmpty());
        },
        ProblemCode.QUOTA_EXCEEDED,
        "exceeded quota: no-pods");

    client.resource(quota).delete();
    assertThat(scene.deploy()).isInstanceOf(DeployResult.Installed.class);

    var one = new ResourceQuotaBuilder(quota).editSpec().withHard(ONE_POD).endSpec().build();
    var full = client.resource(one).create();
    LiveCluster.untilTrue(() -> !client.resource(full).get().getStatus().getUsed().isEmpty());
    var upgrade = scene.values(Map.of("logLevel", "DEBUG")).plan();
    assertThat(upgrade.refusals()).as("the replaced pod goes first").isEmpty();
    assertThat(upgrade.notes()).anyMatch(note -> note.startsWith("A quota is used up"));
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aLimitRange() {
    var limits =
        new LimitRangeBuilder()
            .withNewMetadata()
            .withNamespace(live.namespace())
            .withName("small")
            .endMetadata()
            .withNewSpec()
            .addNewLimit()
            .withType("Container")
            .withMax(Map.of("memory", new Quantity("64Mi")))
            .endLimit()
            .endSpec()
            .build();
    isDenied(
        () -> client.resource(limits).create(),
        ProblemCode.LIMIT_RANGE,
        "maximum memory usage per Container is 64Mi");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void podSecurity() {
    isDenied(
        () ->
            LiveCluster.edit(
                client.namespaces().withName(live.namespace()),
                n ->
                    n.edit()
                        .editMetadata()
                        .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
                        .endMetadata()
                        .build()),
        ProblemCode.POD_SECURITY,
        "violates PodSecurity \"restricted:latest\"");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aServiceAccountThatDoesNotExist() {
    var without = scene.chart(CHART.withFile("templates/access.yaml", "# nothing\n"));
    isSeenAtOnce(
        without, () -> {}, ProblemCode.SERVICE_ACCOUNT_MISSING, "serviceaccount", "not found");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void anAdmissionPolicy() throws IOException {
    var name = live.namespace();
    var policy =
        Files.writeString(
            folder.resolve("policy.yaml"),
            """
            apiVersion: admissionregistration.k8s.io/v1
            kind: ValidatingAdmissionPolicy
            metadata: {name: %1$s}
            spec:
              matchConstraints:
                resourceRules:
                - {apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [pods]}
                namespaceSelector:
                  matchLabels: {kubernetes.io/metadata.name: %1$s}
              validations:
              - {expression: "false", message: "no pods of this team"}
            ---
            apiVersion: admissionregistration.k8s.io/v1
            kind: ValidatingAdmissionPolicyBinding
            metadata: {name: %1$s}
            spec: {policyName: %1$s, validationActions: [Deny]}
            """
                .formatted(name));
    try {
      isDenied(
          () -> {
            var unused = plane.kubectl("apply", "-f", policy).run(Duration.ofMinutes(1)).orThrow();
            LiveCluster.untilTrue(this::podsAreDenied);
          },
          ProblemCode.ADMISSION_DENIED,
          "no pods of this team");
    } finally {
      var gone = plane.kubectl("delete", "-f", policy).run(Duration.ofMinutes(1)).orThrow();
      assertThat(gone).isNotNull();
    }
  }

  /** The API server takes a moment until it knows a policy. */
  private boolean podsAreDenied() {
    return plane
            .kubectl(
                "run",
                "probe",
                "--image=example.invalid/none",
                "--dry-run=server",
                "-n",
                live.namespace())
            .run(Duration.ofMinutes(1))
            .exitCode()
        != 0;
  }

  /** First a rule that comes up in the middle, then the same rule from the beginning. */
  private void isDenied(Runnable rule, ProblemCode code, String... words) {
    isSeenAtOnce(scene, rule, code, words);

    var mark = audit.mark();
    var failure = OperatorFixture.failureOf(scene.existingNamespace()::deploy);
    assertThat(scene.existingNamespace().plan().refusals())
        .extracting(Problem::code)
        .containsExactly(code);
    assertThat(failure.problem().code()).isEqualTo(code);
    assertThat(failure).hasMessageContainingAll(words);
    assertThat(live.among(audit.writesSince(mark))).isEmpty();
  }

  private void isSeenAtOnce(
      OperatorFixture denied, Runnable rule, ProblemCode code, String... words) {
    var start = System.nanoTime();
    var failure =
        OperatorFixture.failureOf(
            () -> denied.existingNamespace().deploy(OnEvent.whenBegins("release", rule)));
    var took = Duration.ofNanos(System.nanoTime() - start);

    assertThat(failure.problem().code()).isEqualTo(code);
    assertThat(failure).hasMessageContainingAll(words);
    assertThat(took).as("far from the deadline").isLessThan(Duration.ofMinutes(1));
    assertThat(Objects.requireNonNull(failure.problem().evidence()).resolve("summary.md"))
        .content()
        .contains(code.title().substring(1));
    assertThat(live.records()).isEmpty();
  }
}
