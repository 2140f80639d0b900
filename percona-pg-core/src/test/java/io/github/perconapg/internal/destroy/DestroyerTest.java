package io.github.perconapg.internal.destroy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.perconapg.event.Event;
import io.github.perconapg.internal.helm.Releases;
import io.github.perconapg.internal.helm.SampleHelm;
import io.github.perconapg.internal.helm.SampleRecord;
import io.github.perconapg.internal.kubernetes.Connection;
import io.github.perconapg.internal.kubernetes.FakeApiServer;
import io.github.perconapg.internal.kubernetes.InMemoryApiServer;
import io.github.perconapg.internal.yaml.Unstructured;
import io.github.perconapg.model.ClusterPolicy;
import io.github.perconapg.model.Container;
import io.github.perconapg.model.DesiredState;
import io.github.perconapg.model.DestroyOptions;
import io.github.perconapg.model.DestroyPlan;
import io.github.perconapg.model.DestroyResult;
import io.github.perconapg.model.Environment;
import io.github.perconapg.model.Metadata;
import io.github.perconapg.model.PerconaPostgresqlOperator;
import io.github.perconapg.model.Spec;
import io.github.perconapg.model.StackInput;
import io.github.perconapg.model.Target;
import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The order of a destroy's steps, what keeps it from starting, and what a lost lock stops. */
@Timeout(60)
class DestroyerTest {

  private static final String NAMESPACE = "/api/v1/namespaces/pgo";
  private static final String RECORD = NAMESPACE + "/secrets/sh.helm.release.v1.pg-operator.v";
  private static final String LEASES = "/apis/coordination.k8s.io/v1/namespaces/pgo/leases/";
  private static final String LOCK = LEASES + "percona-pg-pg-operator";
  private static final String OPERATOR = LEASES + "08db3feb.percona.com";
  private static final String OLDER = NAMESPACE + "/configmaps/older";
  private static final String CLUSTER =
      "/apis/pgv2.percona.com/v2/namespaces/pgo/perconapgclusters/orders";

  private static final String MANIFEST =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: pg-operator}
      spec:
        selector: {matchLabels: {app: op}}
        template:
          spec:
            containers:
            - name: operator
              image: percona/percona-postgresql-operator:2.7.0
              env: [{name: WATCH_NAMESPACE, value: pgo}]
      """;

  private final InMemoryApiServer server = new InMemoryApiServer();
  private final Connection connection;
  private final List<String> steps = new ArrayList<>();
  private final List<String> helm = new ArrayList<>();
  private int failures;
  private String stealAt = "";

  DestroyerTest(@TempDir Path folder) throws IOException {
    var file = folder.resolve("kubeconfig");
    Files.writeString(file, FakeApiServer.kubeconfig(server.url(), "t"));
    connection = Connection.open(Target.kubeconfig(file), Environment.system(), request -> {});
    server.put(NAMESPACE, Map.of());
  }

  @AfterEach
  void close() {
    connection.close();
    server.close();
  }

  @Test
  void takesTheStepsInOrderAndKeepsANamespaceThatWasThereBefore() {
    install();
    server.put(OPERATOR, Map.of("spec", Map.of("holderIdentity", "gone")));

    var result = (DestroyResult.Destroyed) destroy();

    assertThat(steps).containsExactly("release", "operator");
    assertThat(helm).containsExactly("uninstall");
    assertThat(server.get(OLDER)).as("what only revision 1 made").isNull();
    assertThat(server.get(OPERATOR)).as("the operator's Lease").isNull();
    assertThat(server.get(LOCK)).as("the lock is given back").isNull();
    assertThat(server.get(NAMESPACE)).isNotNull();
    assertThat(result.kept())
        .anyMatch(line -> line.startsWith("Namespace pgo stays: it was there"));
  }

  @Test
  void nothingIsWrittenWhereThereIsNoRelease() {
    assertThat(destroy()).isInstanceOf(DestroyResult.Absent.class);
    assertThat(server.writes()).isEmpty();
  }

  @Test
  void releaseOfAnotherToolIsRefused() {
    server.put(
        RECORD + 1,
        SampleRecord.answered(SampleRecord.of(1, "deployed", "Install complete", null)));
    refused(ProblemCode.FOREIGN_RELEASE, null);
  }

  @Test
  void databaseIsRefusedUnlessTheOptionsSayWhatBecomesOfIt() {
    install();
    cluster();
    refused(ProblemCode.CLUSTERS_EXIST, null);
  }

  @Test
  void planThatNamesAnotherDatabaseIsStale() {
    install();
    cluster();
    var options = options().clusters(ClusterPolicy.DELETE).forceFinalizers(true);
    var plan = DestroyPlanner.plan(connection, desired(), options);
    assertThat(plan.databases()).hasSize(1);
    server.put(CLUSTER, Map.of("metadata", Map.of("namespace", "pgo", "uid", "another")));

    var failure = failureOf(options, plan);

    assertThat(failure.problem().code()).isEqualTo(ProblemCode.PLAN_STALE);
    assertThat(failure.problem().facts()).anyMatch(fact -> fact.contains("(another)"));
    assertThat(changed()).isEmpty();
  }

  @Test
  void planOfOlderHistoryIsStale() {
    install();
    var plan = DestroyPlanner.plan(connection, desired(), options());
    server.put(RECORD + 3, SampleRecord.finished(3, "f3", MANIFEST));
    refused(ProblemCode.PLAN_STALE, plan);
  }

  @Test
  void planThatStillHoldsIsApplied() {
    install();
    var plan = DestroyPlanner.plan(connection, desired(), options());
    assertThat(destroy(options(), plan)).isInstanceOf(DestroyResult.Destroyed.class);
  }

  /** The step begins, and another run has taken the lock by then. */
  @Test
  void lostLockKeepsTheRelease() {
    install();
    stealAt = "release";

    assertThat(failureOf(options(), null).problem().code()).isEqualTo(ProblemCode.LOCKED);

    assertThat(helm).isEmpty();
    assertThat(server.get(OLDER)).isNotNull();
    assertThat(Unstructured.text(server.get(LOCK), "spec", "holderIdentity"))
        .isEqualTo("elsewhere/7/1/run");
  }

  @Test
  void lostLockKeepsWhatComesAfterTheOperator() {
    install();
    server.put(OPERATOR, Map.of("spec", Map.of("holderIdentity", "gone")));
    stealAt = "operator";

    assertThat(failureOf(options(), null).problem().code()).isEqualTo(ProblemCode.LOCKED);

    assertThat(server.get(OPERATOR)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void uninstallIsTriedAgainWhenAnAnswerWasLost(int times) {
    install();
    failures = times;
    assertThat(destroy()).isInstanceOf(DestroyResult.Destroyed.class);
    assertThat(helm).hasSize(times + 1);
  }

  @Test
  void nextDestroyResumesAfterAFailure() {
    install();
    failures = 3;
    assertThat(failureOf(options(), null).problem().code()).isEqualTo(ProblemCode.API_ERROR);
    assertThat(server.get(LOCK)).as("the lock is given back").isNull();
    assertThat(destroy()).isInstanceOf(DestroyResult.Destroyed.class);
  }

  private void install() {
    var older = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: older}\n";
    server.put(RECORD + 1, SampleRecord.finished(1, "f1", MANIFEST + "---\n" + older));
    server.put(RECORD + 2, SampleRecord.finished(2, "f2", MANIFEST));
    server.put(
        OLDER,
        Map.of(
            "apiVersion",
            "v1",
            "kind",
            "ConfigMap",
            "metadata",
            Map.of(
                "namespace",
                "pgo",
                "labels",
                Map.of("app.kubernetes.io/managed-by", "Helm"),
                "annotations",
                Map.of(
                    "meta.helm.sh/release-name",
                    "pg-operator",
                    "meta.helm.sh/release-namespace",
                    "pgo"))));
  }

  private void cluster() {
    server.put(CLUSTER, Map.of("metadata", Map.of("namespace", "pgo")));
  }

  private void refused(ProblemCode code, @Nullable DestroyPlan agreed) {
    assertThat(failureOf(options(), agreed).problem().code()).isEqualTo(code);
    assertThat(changed()).isEmpty();
    assertThat(helm).isEmpty();
  }

  /** What was written but for access reviews and the lock. */
  private List<String> changed() {
    return server.writes().stream()
        .filter(write -> !write.contains("accessreviews") && !write.contains("/leases"))
        .toList();
  }

  private static DestroyOptions options() {
    return DestroyOptions.defaults().timeout(Duration.ofSeconds(20));
  }

  private static DesiredState desired() {
    var spec = new Spec(null, "pgo", Container.DEFAULT, true);
    return DesiredState.of(
        StackInput.of(new PerconaPostgresqlOperator(Metadata.named("pg-operator"), spec)));
  }

  private PerconaPgException failureOf(DestroyOptions options, @Nullable DestroyPlan agreed) {
    return catchThrowableOfType(
        PerconaPgException.class,
        () -> {
          var unused = destroy(options, agreed);
        });
  }

  private DestroyResult destroy() {
    return destroy(options(), null);
  }

  private DestroyResult destroy(DestroyOptions options, @Nullable DestroyPlan agreed) {
    return new Destroyer(connection, deadline -> new ScriptedHelm().session(), this::hear)
        .destroy(desired(), options, agreed);
  }

  private void hear(Event event) {
    if (event instanceof Event.StepStarted started && started.step().equals(stealAt)) {
      server.put(LOCK, Map.of("spec", Map.of("holderIdentity", "elsewhere/7/1/run")));
    } else if (event instanceof Event.StepFinished finished) {
      steps.add(finished.step().name());
    }
  }

  /** Deletes the records, as Helm does last, or fails before. */
  private final class ScriptedHelm extends SampleHelm {

    @Override
    public void install(Operation operation) {
      throw new AssertionError("a destroy installs nothing");
    }

    @Override
    public void upgrade(Operation operation) {
      throw new AssertionError("a destroy upgrades nothing");
    }

    @Override
    public void uninstall(String namespace, String release) {
      helm.add("uninstall");
      if (failures-- > 0) {
        throw Problem.of(ProblemCode.API_ERROR, "The answer was lost", "Run again.").asException();
      }
      var releases = new Releases(connection);
      releases.history(namespace, release).forEach(releases::delete);
    }
  }
}
