package io.github.perconapg.internal.deploy;

import io.github.perconapg.event.Event;
import io.github.perconapg.internal.crd.CrdCache;
import io.github.perconapg.internal.helm.ReleaseRecord;
import io.github.perconapg.internal.helm.Releases;
import io.github.perconapg.internal.helm.SampleHelm;
import io.github.perconapg.internal.helm.SampleRecord;
import io.github.perconapg.internal.kubernetes.Connection;
import io.github.perconapg.internal.kubernetes.FakeApiServer;
import io.github.perconapg.internal.kubernetes.InMemoryApiServer;
import io.github.perconapg.internal.plan.DeployPlan;
import io.github.perconapg.internal.plan.ReleaseChange.Verb;
import io.github.perconapg.internal.run.Deadline;
import io.github.perconapg.model.Container;
import io.github.perconapg.model.DeployResult;
import io.github.perconapg.model.DesiredState;
import io.github.perconapg.model.Environment;
import io.github.perconapg.model.Metadata;
import io.github.perconapg.model.PerconaPostgresqlOperator;
import io.github.perconapg.model.Plan;
import io.github.perconapg.model.Readiness;
import io.github.perconapg.model.RunOptions;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline with an API server in memory, a Helm that the test plays, and plans that it crafts.
 * Helm writes records, and a Deployment that is available at once.
 */
final class DeployScene implements AutoCloseable {

  static final String NAMESPACE = "/api/v1/namespaces/pgo";
  static final String SECRETS = NAMESPACE + "/secrets";
  static final String RECORD = SECRETS + "/sh.helm.release.v1.pg-operator.v";
  static final String LOCK =
      "/apis/coordination.k8s.io/v1/namespaces/pgo/leases/percona-pg-pg-operator";
  static final String JOB = "/apis/batch/v1/namespaces/pgo/jobs/prepare";
  static final String CRD =
      "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/things.example.com";
  static final String CLUSTERS = "/apis/pgv2.percona.com/v2/namespaces/pgo/perconapgclusters";

  static final String DEPLOYMENT =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: pg-operator}
      spec:
        selector: {matchLabels: {app: op}}
        template:
          spec:
            containers:
            - {name: operator, image: "percona/percona-postgresql-operator:VERSION"}
      """;

  /** What Helm records for operator 2.7.0. */
  static final String MANIFEST = DEPLOYMENT.replace("VERSION", "2.7.0");

  final InMemoryApiServer server = new InMemoryApiServer();
  final Connection connection;

  /** The steps that finished. */
  final List<String> steps = new ArrayList<>();

  /** What Helm was asked to do. */
  final List<String> helm = new ArrayList<>();

  final List<String> warnings = new ArrayList<>();
  final Path output;
  RunOptions options;

  private final Environment environment;
  private final Map<String, Runnable> afterStep = new HashMap<>();
  private final Map<String, ProblemCode> helmFailures = new HashMap<>();

  DeployScene(Path folder) throws IOException {
    var file = folder.resolve("kubeconfig");
    Files.writeString(file, FakeApiServer.kubeconfig(server.url(), "t"));
    var system = Environment.system();
    environment =
        new Environment(
            system.variables(), folder, folder.resolve("cache"), folder, system.clock());
    connection = Connection.open(Target.kubeconfig(file), environment, request -> {});
    output = folder.resolve("out");
    options =
        RunOptions.defaults()
            .timeout(Duration.ofSeconds(20))
            .readiness(Readiness.AVAILABLE)
            .outputDirectory(output);
  }

  @Override
  public void close() {
    connection.close();
    server.close();
  }

  /** Runs something once a step has finished. */
  DeployScene after(String step, Runnable action) {
    afterStep.put(step, action);
    return this;
  }

  /** Gives the lock to another run. */
  void stealLock() {
    server.put(LOCK, Map.of("spec", Map.of("holderIdentity", "elsewhere/7/1/run")));
  }

  /** Lets a verb of Helm fail once, before it writes anything. */
  DeployScene failHelm(String verb, ProblemCode code) {
    helmFailures.put(verb, code);
    return this;
  }

  /**
   * Carries out plans.
   *
   * @param plans what the planner answers, in order; the last one stays
   */
  DeployResult deploy(DeployPlan... plans) {
    return deploy(null, plans);
  }

  DeployResult deploy(@Nullable Plan agreed, DeployPlan... plans) {
    var left = new ArrayList<>(List.of(plans));
    var knownCrds = new CrdCache();
    var run =
        new Run(
            connection,
            environment,
            new ScriptedHelm().session(),
            knownCrds,
            Deadline.in(options.timeout()),
            options,
            this::hear);
    return DeployPipeline.carryOut(
        new PlanApproval(knownCrds, () -> left.size() > 1 ? left.remove(0) : left.get(0), agreed),
        run);
  }

  List<ReleaseRecord> history() {
    return new Releases(connection).history("pgo", "pg-operator");
  }

  /** What was written but for the lock, as {@code METHOD path}. */
  List<String> writes() {
    return server.writes().stream().filter(write -> !write.contains("/leases")).toList();
  }

  static DesiredState desired() {
    var spec = new Spec(null, "pgo", Container.DEFAULT, true);
    return DesiredState.of(
        StackInput.of(new PerconaPostgresqlOperator(Metadata.named("pg-operator"), spec)));
  }

  /** A plan to install a first revision into a namespace that does not exist. */
  PlannedDeploy install() {
    return new PlannedDeploy(this, Verb.INSTALL, null);
  }

  /** A plan to upgrade the newest revision. */
  PlannedDeploy upgrade() {
    return upgradeOf(history().get(0));
  }

  PlannedDeploy upgradeOf(ReleaseRecord current) {
    return new PlannedDeploy(this, Verb.UPGRADE, current).fingerprint("f2");
  }

  private void hear(Event event) {
    if (event instanceof Event.StepFinished finished) {
      steps.add(finished.step().name());
      afterStep.getOrDefault(finished.step().name(), () -> {}).run();
    } else if (event instanceof Event.Warned warned) {
      warnings.add(warned.message());
    }
  }

  /** Writes a record and the operator's objects, as Helm and the controllers would. */
  private final class ScriptedHelm extends SampleHelm {

    @Override
    public void install(Operation operation) {
      write("install", operation);
    }

    @Override
    public void upgrade(Operation operation) {
      write("upgrade", operation);
    }

    @Override
    public void uninstall(String namespace, String release) {
      helm.add("uninstall");
      fail("uninstall");
      history().forEach(record -> new Releases(connection).delete(record));
    }

    private void write(String verb, Operation operation) {
      helm.add(verb);
      fail(verb);
      var history = history();
      var revision = history.isEmpty() ? 1 : history.get(0).revision() + 1;
      var fingerprint =
          Objects.requireNonNull(operation.stamp().annotations().get("percona-pg/fingerprint"));
      var manifest = operation.values().get("manifest") instanceof String text ? text : MANIFEST;
      var hooks =
          operation.values().get("hook") instanceof String hook
              ? new String[] {hook}
              : new String[0];
      server.put(RECORD + revision, SampleRecord.finished(revision, fingerprint, manifest, hooks));
      runOperator();
    }

    private void fail(String verb) {
      var code = helmFailures.remove(verb);
      if (code != null) {
        throw Problem.of(code, "Helm failed to " + verb, "Run again.").asException();
      }
    }
  }

  private void runOperator() {
    server.put(
        "/apis/apps/v1/namespaces/pgo/deployments/pg-operator",
        Map.of(
            "spec",
            Map.of("replicas", 1),
            "status",
            Map.of("updatedReplicas", 1, "availableReplicas", 1)));
    var running = Map.of("running", Map.of("startedAt", "2026-11-22T10:00:00Z"));
    server.put(
        NAMESPACE + "/pods/pg-operator-1",
        Map.of(
            "metadata",
            Map.of("namespace", "pgo", "labels", Map.of("app", "op")),
            "status",
            Map.of(
                "conditions",
                List.of(Map.of("type", "Ready", "status", "True")),
                "containerStatuses",
                List.of(Map.of("name", "operator", "restartCount", 0, "state", running)))));
  }

  static PerconaPgException failureOf(Runnable deploy) {
    try {
      deploy.run();
    } catch (PerconaPgException e) {
      return e;
    }
    throw new AssertionError("it did not fail");
  }
}
