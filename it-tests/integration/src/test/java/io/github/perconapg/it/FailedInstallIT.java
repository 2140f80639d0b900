package io.github.perconapg.it;

import static java.nio.file.attribute.PosixFilePermission.OWNER_READ;
import static java.nio.file.attribute.PosixFilePermission.OWNER_WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.perconapg.controlplane.ControlPlane;
import io.github.perconapg.controlplane.access.Rights;
import io.github.perconapg.controlplane.access.Users;
import io.github.perconapg.controlplane.chart.OperatorRelease;
import io.github.perconapg.controlplane.chart.StandInChart;
import io.github.perconapg.controlplane.junit.FreshNamespace;
import io.github.perconapg.controlplane.junit.WithControlPlane;
import io.github.perconapg.controlplane.operator.Failure;
import io.github.perconapg.model.Container;
import io.github.perconapg.model.CpuMemory;
import io.github.perconapg.model.DeployResult;
import io.github.perconapg.problem.ProblemCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@WithControlPlane
class FailedInstallIT {

  private static final StandInChart CHART = StandInChart.of(OperatorRelease.V2_7);

  private static final String CANARY = "canary-5f3b9a-chart-value";

  /** Of several shapes; what is called c1 holds a value that another name says to be secret. */
  private static final Map<String, String> CANARIES =
      Map.of(
          "api-token", CANARY,
          "passphrase", CANARY + "-and-5f3b9b",
          "password", "can\"ary\\5f3b9a'x",
          "pin", "48151623421",
          "c1", "48151623421",
          "dsn", "a canary-5f3b9c\n  of canary-5f3b9d\nlines",
          "url", "postgres://joe:canary-5f3b9e@db/x");

  /** What stands in no text, whatever the form. */
  private static final List<String> TRACES =
      List.of("5f3b9", "48151623421", "can\"ary", "can\\\"ary", "Y2FuYXJ5");

  private final KubernetesClient client;
  private final OperatorFixture scene;
  private final LiveCluster live;

  FailedInstallIT(
      ControlPlane plane,
      KubernetesClient client,
      @FreshNamespace String namespace,
      @TempDir Path folder) {
    this.client = client;
    this.scene = OperatorFixture.of(plane, namespace, folder).timeout(Duration.ofSeconds(20));
    this.live = new LiveCluster(client, namespace);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void anImageThatDoesNotExist() throws IOException {
    var image = "docker.io/percona/percona-postgresql-operator:does-not-exist";
    fails(scene.chart(CHART.withImage(image)), ProblemCode.IMAGE_NOT_FOUND, image, "not found");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aMemoryLimitThatKillsItAgainAndAgain() throws IOException {
    var small = new Container(new CpuMemory("1000m", "16Mi"), new CpuMemory("100m", "16Mi"));
    fails(scene.container(small), ProblemCode.OUT_OF_MEMORY, "OOMKilled", "137");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aCrash() throws IOException {
    var crashing = scene.failing(Failure.CRASH_LOOP);
    fails(crashing, ProblemCode.CRASH_LOOP, "exit code 1", "crashes on purpose");
    assertThat(evidence("log-")).anyMatch(f -> f.toString().endsWith("-previous.txt"));
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void missingRights() throws IOException {
    var access = CHART.withFile("templates/access.yaml", accessWithoutBinding());
    fails(
        scene.chart(access),
        ProblemCode.ROLE_BINDING_MISSING,
        "is forbidden",
        "the chart renders no RoleBinding for ServiceAccount",
        "kubectl create rolebinding");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void noNodeThatTakesIt() throws IOException {
    var nowhere = scene.values(Map.of("nodeSelector", Map.of("disk", "absent")));
    fails(nowhere, ProblemCode.UNSCHEDULABLE, "Unschedulable", "nodes are available");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void oneThatNeverLeads() throws IOException {
    var silent = scene.failing(Failure.NEVER_LEADS);
    fails(silent, ProblemCode.NOT_READY, "Lease 08db3feb.percona.com");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aJobOfTheChartThatFails() throws IOException {
    var chart =
        CHART.withFile(
            "templates/job.yaml",
            """
            apiVersion: batch/v1
            kind: Job
            metadata: {name: prepare}
            spec:
              backoffLimit: 0
              activeDeadlineSeconds: 1
              template:
                spec:
                  restartPolicy: Never
                  nodeSelector: {disk: absent}
                  containers: [{name: main, image: "example.invalid/job:1"}]
            """);
    fails(
        scene.chart(chart),
        ProblemCode.NOT_READY,
        "Job " + scene.namespace() + "/prepare failed",
        "DeadlineExceeded");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aJobOfTheChartIsAwaited() {
    var done = scene.timeout(Duration.ofSeconds(60)).chart(CHART.withJob());
    assertThat(done.deploy()).isInstanceOf(DeployResult.Installed.class);
    var job = client.batch().v1().jobs().inNamespace(scene.namespace()).withName("pg-operator-job");
    assertThat(job.require().getStatus().getSucceeded()).isEqualTo(1);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void neitherTheTokenNorASecretChartValueIsTold(ControlPlane plane) throws Exception {
    var account = live.namespace();
    var kubeconfig = new Users(plane, client).withToken("default", account);
    Rights.all().grantEverywhere(client, "system:serviceaccount:default:" + account);
    var token = Files.readString(kubeconfig).replaceAll("(?s).*token: \"?([^\"\\s]+).*", "$1");
    var annotations = new HashMap<String, String>();
    CANARIES.forEach((name, value) -> annotations.put("example.com/" + name, value));
    annotations.put(Failure.ANNOTATION, Failure.CRASH_LOOP.value());
    var theirs =
        scene
            .timeout(Duration.ofSeconds(60))
            .as(kubeconfig)
            .values(Map.of("podAnnotations", annotations));

    var running = CompletableFuture.supplyAsync(() -> OperatorFixture.failureOf(theirs::deploy));
    var arguments = new ArrayList<String>();
    LiveCluster.untilTrue(
        () -> {
          ProcessHandle.current()
              .descendants()
              .forEach(p -> arguments.add(p.info().commandLine().orElse("")));
          return running.isDone();
        });

    var failure = running.get();
    var stack = new StringWriter();
    failure.printStackTrace(new PrintWriter(stack));
    var told = new ArrayList<>(List.of(stack.toString(), failure.problems().toString()));
    theirs.events().forEach(e -> told.add(e.toString()));
    told.addAll(arguments);
    told.addAll(filesIn(scene.output()));
    told.addAll(filesIn(scene.temporary()));

    assertThat(arguments)
        .anyMatch(a -> a.contains("io.github.perconapg.internal.helm.worker.Main"));
    assertThat(scene.output().resolve("evidence/pods.json")).content().contains("api-token");
    for (var secret : Stream.concat(Stream.of(token), TRACES.stream()).toList()) {
      assertThat(told).as(secret).noneMatch(text -> text.contains(secret));
    }
    assertThat(scene.output().resolve("evidence/pods.json"))
        .content()
        .contains("\"example.com/c1\" : \"(masked)\"", "postgres://joe:(masked)@db/x");
    assertThat(Files.getPosixFilePermissions(scene.output().resolve("evidence/pods.json")))
        .containsExactlyInAnyOrder(OWNER_READ, OWNER_WRITE);
  }

  /** Says why, keeps evidence, uninstalls; then the mended chart installs. */
  private void fails(OperatorFixture broken, ProblemCode code, String... words) throws IOException {
    var failure = OperatorFixture.failureOf(broken::deploy);
    var problem = failure.problem();
    assertThat(problem.code()).isEqualTo(code);
    assertThat(failure)
        .hasMessageContainingAll(words)
        .hasMessageContaining("first install was uninstalled");

    var kept = Objects.requireNonNull(problem.evidence());
    assertThat(kept.resolve("summary.md")).content().contains(words[0]);
    for (var file : new String[] {"deployment.json", "pods.json", "events.txt"}) {
      assertThat(kept.resolve(file)).isNotEmptyFile();
    }
    assertThat(live.records()).extracting(r -> r.getMetadata().getName()).isEmpty();
    assertThat(live.deployment()).isNull();
    assertThat(live.lock()).isNull();
    assertThat(live.namespaceExists()).isTrue();
    assertThat(
            client
                .apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName(Definitions.CLUSTERS)
                .get())
        .isNotNull();

    assertThat(scene.timeout(Duration.ofSeconds(60)).deploy())
        .isInstanceOf(DeployResult.Installed.class);
  }

  private List<Path> evidence(String prefix) throws IOException {
    try (var files = Files.list(scene.output().resolve("evidence"))) {
      return files.filter(f -> f.getFileName().toString().startsWith(prefix)).toList();
    }
  }

  private static String accessWithoutBinding() {
    return """
    apiVersion: v1
    kind: ServiceAccount
    metadata:
      name: {{ include "standin.fullname" . }}
      namespace: {{ .Release.Namespace }}
    """;
  }

  private static List<String> filesIn(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      var texts = new ArrayList<String>();
      for (var file : files.filter(Files::isRegularFile).toList()) {
        texts.add(Files.readString(file));
      }
      return texts;
    }
  }
}
