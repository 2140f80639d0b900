package io.github.perconapg.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.perconapg.controlplane.ControlPlane;
import io.github.perconapg.controlplane.junit.FreshNamespace;
import io.github.perconapg.controlplane.junit.WithControlPlane;
import io.github.perconapg.controlplane.operator.Failure;
import io.github.perconapg.model.Check;
import io.github.perconapg.model.CheckResult.Outcome;
import io.github.perconapg.model.Consent;
import io.github.perconapg.model.Readiness;
import io.github.perconapg.model.Rollback;
import io.github.perconapg.model.VerifyReport;
import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Operators that Kubernetes calls healthy, and that are not; and one that is one too many. */
@WithControlPlane
class BrokenOperatorIT {

  private final ControlPlane plane;
  private final KubernetesClient client;
  private final LiveCluster live;
  private final OperatorFixture scene;
  private final Path folder;

  BrokenOperatorIT(
      ControlPlane plane,
      KubernetesClient client,
      @FreshNamespace String namespace,
      @TempDir Path folder) {
    this.plane = plane;
    this.client = client;
    this.folder = folder;
    this.live = new LiveCluster(client, namespace);
    this.scene = OperatorFixture.of(plane, namespace, folder);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aMissingRoleBindingIsNamedThoughThePodIsReadyForEver() {
    scene.deploy();
    client.rbac().roleBindings().inNamespace(live.namespace()).withName(LiveCluster.NAME).delete();
    live.killPods();
    LiveCluster.untilTrue(
        () -> {
          var deployment = Objects.requireNonNull(live.deployment());
          return Integer.valueOf(1).equals(deployment.getStatus().getReadyReplicas())
              && failed(scene.verify(), Check.LEASE_HELD, "[role-binding-missing]");
        });
    var report = scene.verify();
    assertThat(Checks.outcome(report, Check.PODS_READY)).isEqualTo(Outcome.PASSED);
    assertThat(failed(report, Check.DRIFT, "RoleBinding pg-operator is missing")).isTrue();
    assertThat(failed(report, Check.OPERATOR_RIGHTS, "list", "[role-binding-missing]")).isTrue();
  }

  @ParameterizedTest
  @EnumSource(names = {"OUT_OF_MEMORY", "OUT_OF_MEMORY_AFTER_LEADING"})
  @Execution(ExecutionMode.CONCURRENT)
  void anOperatorThatIsKilledForItsMemoryIsSeenBetweenItsStarts(Failure failure) {
    var killed = killedNowAndThen(failure);
    var report = killed.verify(killed.looking().stableFor(Duration.ofSeconds(40)));
    assertThat(failed(report, Check.RESTARTS_STEADY, "OOMKilled", "[out-of-memory]"))
        .as(report.toString())
        .isTrue();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void anOperatorThatWouldBeginToWatchTheNamespaceOfAnotherIsRefused(
      @FreshNamespace String second) {
    var other = OperatorFixture.of(plane, second, folder);
    other.deploy();
    scene.deploy();
    var wider =
        scene
            .values(Map.of("watchNamespace", second, "fullnameOverride", live.namespace()))
            .consent(Consent.NONE.acceptWatchChange(true));
    assertThat(wider.plan().refusals())
        .extracting(Problem::code)
        .containsExactly(ProblemCode.SECOND_OPERATOR);
  }

  private OperatorFixture killedNowAndThen(Failure failure) {
    var killed = scene.failing(failure);
    try {
      killed.readiness(Readiness.AVAILABLE).rollback(Rollback.NEVER).deploy();
    } catch (PerconaPgException e) {
      // It is Available now and then; a deploy that looks in between ends with the cause at once.
      assertThat(e.problem().code()).isEqualTo(ProblemCode.OUT_OF_MEMORY);
    }
    return killed;
  }

  private static boolean failed(VerifyReport report, Check check, String... words) {
    var result = Checks.of(report, check);
    var facts = result.facts().toString();
    return result.outcome() == Outcome.FAILED && Stream.of(words).allMatch(facts::contains);
  }
}
