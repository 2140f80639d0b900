package io.github.perconapg.internal.helm;

import static java.nio.file.StandardOpenOption.APPEND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.perconapg.internal.kubernetes.FakeApiServer;
import io.github.perconapg.internal.outlet.Outlet;
import io.github.perconapg.internal.outlet.Redactor;
import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class HelmWorkerTest {

  private static final String TOKEN = "canary-3f9a";
  private static final String VERSION =
      "{\"major\":\"1\",\"minor\":\"34\",\"gitVersion\":\"v1.34.4\"}";

  @TempDir Path folder;
  private Path temporary = Path.of("");
  private Path chart = Path.of("");
  private FakeApiServer server;

  HelmWorkerTest() throws IOException {
    server = new FakeApiServer();
  }

  @BeforeEach
  void writeChart() throws IOException {
    temporary = Files.createDirectory(folder.resolve("tmp with blank"));
    chart = SmallChart.write(folder.resolve("chart"), "word", "text", "number", "large", "list");
  }

  @AfterEach
  void leavesNothingBehind() {
    server.close();
    assertThat(temporary).isEmptyDirectory();
  }

  private HelmWorker start(Duration deadline) {
    return HelmWorker.start(
        validFor -> server.kubeconfig(TOKEN),
        Caller.environment(Caller.CACHE, temporary),
        deadline,
        HelmWorker.class.getClassLoader());
  }

  private HelmWorker start() {
    return start(Duration.ofSeconds(30));
  }

  @Test
  void passesValuesOnAsTheyAre() {
    var values = new LinkedHashMap<String, Object>();
    values.put("word", "on");
    values.put("text", "größer: \"1,5\" %20 {{ x }} \n 世界");
    values.put("number", 1.5);
    values.put("large", 1234567);
    values.put("list", List.of("012", true));
    try (var worker = start()) {
      assertThat(
              worker.render(SmallChart.operation(chart, values), SmallCluster.view(), 0).manifest())
          .contains("name: pg-operator")
          .contains("word: \"string on\"")
          .contains("text: \"string größer: \\\"1,5\\\" %20 {{ x }} \\n 世界\"")
          .contains("number: \"float64 1.5\"")
          .contains("large: \"float64 1.234567e+06\"")
          .contains("list: \"[]interface {} [012 true]\"");
    }
  }

  @Test
  void rendersTheHooksBesideTheRelease() throws IOException {
    Files.writeString(
        chart.resolve("templates/hook.yaml"),
        """
        apiVersion: v1
        kind: Secret
        metadata:
          name: a-hook
          annotations: {helm.sh/hook: pre-install}
        """);
    try (var worker = start()) {
      var rendered = worker.render(SmallChart.operation(chart, Map.of()), SmallCluster.view(), 0);
      assertThat(rendered.manifest()).doesNotContain("a-hook");
      assertThat(rendered.hooks()).contains("name: a-hook", "helm.sh/hook: pre-install");
    }
  }

  @Test
  void rendersTwiceAlikeInOneWorker() {
    try (var worker = start()) {
      var operation = SmallChart.operation(chart, Map.of("word", "x"));
      assertThat(worker.render(operation, SmallCluster.view(), 0).manifest())
          .isEqualTo(worker.render(operation, SmallCluster.view(), 0).manifest());
    }
  }

  @Test
  void saysInWhichFileAndLineATemplateFails() throws IOException {
    Files.writeString(chart.resolve("templates/bad.yaml"), "a: 1\nb: {{ fail \"no b here\" }}\n");
    try (var worker = start()) {
      assertThatThrownBy(
              () -> worker.render(SmallChart.operation(chart, Map.of()), SmallCluster.view(), 0))
          .isInstanceOf(PerconaPgException.class)
          .hasMessageContaining("small/templates/bad.yaml:2")
          .hasMessageContaining("no b here")
          .hasMessageNotContaining("--debug");
      Files.delete(chart.resolve("templates/bad.yaml"));
      assertThat(
              worker
                  .render(SmallChart.operation(chart, Map.of()), SmallCluster.view(), 0)
                  .manifest())
          .contains("ConfigMap");
    }
  }

  @Test
  void rendersWithTheClustersVersionAndKinds() throws IOException {
    Files.writeString(chart.resolve("Chart.yaml"), "kubeVersion: \">=1.30.0-0\"\n", APPEND);
    template(
        """
        kube: {{ .Capabilities.KubeVersion.Version }} {{ .Capabilities.KubeVersion.Minor }}
        gateway: {{ .Capabilities.APIVersions.Has "gateway.networking.k8s.io/v1/Gateway" }}
        retired: {{ .Capabilities.APIVersions.Has "policy/v1beta1" }}
        upgrade: {{ .Release.IsUpgrade }} {{ .Release.Revision }}
        """);
    try (var worker = start()) {
      var operation = SmallChart.operation(chart, Map.of());
      assertThat(worker.render(operation, SmallCluster.view(), 0).manifest())
          .contains("kube: v1.34.4-gke.100 34+\n")
          .contains("gateway: true\n")
          .contains("retired: false\n")
          .contains("upgrade: false 1");
      assertThat(worker.render(operation, SmallCluster.view(), 6).manifest())
          .contains("upgrade: true 7");
    }
  }

  @Test
  void answersLookupsByTheCallerAndTellsNobodyOfWhatItWouldWrite() throws IOException {
    template(
        """
        there: {{ (lookup "v1" "Secret" "pgo" "there").data.word }}
        absent: {{ lookup "v1" "Secret" "pgo" "absent" | toJson }}
        all: {{ len (lookup "v1" "Secret" "pgo" "").items }}
        """);
    try (var worker = start()) {
      var asked = new ArrayList<String>();
      var view = SmallCluster.view(asked::add);
      assertThat(worker.render(SmallChart.operation(chart, Map.of()), view, 3).manifest())
          .contains("there: c2VjcmV0\n")
          .contains("absent: {}\n")
          .contains("all: 2");
      assertThat(asked)
          .containsExactly(
              "/api/v1/namespaces/pgo/secrets/there",
              "/api/v1/namespaces/pgo/secrets/absent",
              "/api/v1/namespaces/pgo/secrets");
    }
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void failsToRenderWhereALookupIsForbidden() throws IOException {
    template("a: {{ lookup \"v1\" \"Secret\" \"pgo\" \"forbidden\" | toJson }}\n");
    try (var worker = start()) {
      assertThatThrownBy(
              () -> worker.render(SmallChart.operation(chart, Map.of()), SmallCluster.view(), 0))
          .satisfies(thrown -> code(thrown, ProblemCode.PERMISSION_MISSING))
          .hasMessageContaining("small/templates/map.yaml:4");
    }
  }

  @Test
  void endsWhenATemplateTakesTooMuchMemory() throws IOException {
    template("data: {a: \"{{ repeat 1500000000 \"x\" | len }}\"}\n");
    try (var worker = start()) {
      assertThatThrownBy(
              () -> worker.render(SmallChart.operation(chart, Map.of()), SmallCluster.view(), 0))
          .satisfies(thrown -> code(thrown, ProblemCode.WORKER_FAILED))
          .hasMessageContaining("more memory than any real chart")
          .hasMessageContaining("1024 MiB");
    }
  }

  private void template(String text) throws IOException {
    Files.writeString(
        chart.resolve("templates/map.yaml"),
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\n" + text);
  }

  @Test
  void takesCredentialsOutOfWhatHelmSays() {
    server.answer(200, VERSION).refuse(403, "forbidden: " + TOKEN + " may do nothing");
    var secrets = new Redactor();
    secrets.learn(TOKEN);
    var outlet = new Outlet(secrets);
    try (var worker = start()) {
      assertThatThrownBy(() -> outlet.guard(() -> worker.uninstall("pgo", "pg-operator")))
          .satisfies(thrown -> code(thrown, ProblemCode.PERMISSION_MISSING))
          .hasMessageContaining("forbidden: (masked) may do nothing")
          .hasMessageNotContaining(TOKEN);
    }
  }

  @Test
  void doesNotTakeRecordsThatItMayNotReadForAnAbsentRelease() {
    server.answer(200, VERSION).refuse(500, "etcd is gone");
    try (var worker = start()) {
      assertThatThrownBy(() -> worker.uninstall("pgo", "pg-operator"))
          .isInstanceOf(PerconaPgException.class)
          .hasMessageContaining("etcd is gone");
    }
  }

  @Test
  void takesAnAbsentReleaseForUninstalled() {
    server
        .answer(200, VERSION)
        .answer(200, "{\"kind\":\"SecretList\",\"apiVersion\":\"v1\",\"items\":[]}");
    try (var worker = start()) {
      worker.uninstall("pgo", "pg-operator");
    }
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void holdsCredentialsInAPrivateFileOnlyWhileHelmNeedsThem() throws Exception {
    var worker = start();
    var install = inThread(() -> worker.install(SmallChart.operation(chart, Map.of())));
    assertThat(server.reached()).isTrue();
    var kubeconfig = find("kubeconfig");
    assertThat(kubeconfig).isNotNull();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kubeconfig)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(only(temporary))))
        .isEqualTo("rwx------");
    server.close();
    install.join();
    assertThat(find("kubeconfig")).isNull();
    assertThat(find("values.json")).isNull();
    worker.close();
  }

  @Test
  void killsTheWorkerWhenTheDeadlineHasPassed() {
    var worker = start(Duration.ofSeconds(2));
    var process = process(worker);
    assertThatThrownBy(() -> worker.uninstall("pgo", "pg-operator"))
        .satisfies(thrown -> code(thrown, ProblemCode.WORKER_FAILED))
        .hasMessageContaining("did not end in time");
    assertThat(process.isAlive()).isFalse();
    assertThatThrownBy(() -> worker.uninstall("pgo", "pg-operator"))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void killsTheWorkerWhenTheCallingThreadIsInterrupted() throws Exception {
    var worker = start();
    var process = process(worker);
    var thread = inThread(() -> worker.install(SmallChart.operation(chart, Map.of())));
    assertThat(server.reached()).isTrue();
    thread.interrupt();
    thread.join();
    assertThat(thread.thrown)
        .satisfies(thrown -> code(thrown, ProblemCode.INTERRUPTED))
        .hasMessageContaining("Installing release pg-operator in namespace pgo");
    assertThat(thread.interruptedAfterwards).isTrue();
    assertThat(process.isAlive()).isFalse();
  }

  @Test
  void saysThatAWorkerEndedByItself() throws Exception {
    try (var worker = start()) {
      worker.awaitReady();
      var process = process(worker);
      process.destroyForcibly();
      process.onExit().get(5, TimeUnit.SECONDS);
      assertThatThrownBy(() -> worker.uninstall("pgo", "pg-operator"))
          .satisfies(thrown -> code(thrown, ProblemCode.WORKER_FAILED));
    }
  }

  @Test
  void endsTheWorkerOnClose() {
    var worker = start();
    var process = process(worker);
    worker.close();
    worker.close();
    assertThat(process.isAlive()).isFalse();
  }

  private @Nullable Path find(String name) throws IOException {
    try (var files = Files.walk(temporary)) {
      return files.filter(file -> file.endsWith(name)).findFirst().orElse(null);
    }
  }

  private static Path only(Path parent) throws IOException {
    try (var children = Files.list(parent)) {
      return children.findFirst().orElseThrow();
    }
  }

  private static ProcessHandle process(HelmWorker worker) {
    return ProcessHandle.of(worker.pid()).orElseThrow();
  }

  private static void code(@Nullable Throwable thrown, ProblemCode code) {
    assertThat(thrown)
        .asInstanceOf(InstanceOfAssertFactories.type(PerconaPgException.class))
        .returns(code, exception -> exception.problem().code());
  }

  private static Calling inThread(Runnable action) {
    var thread = new Calling(action);
    thread.start();
    return thread;
  }

  private static final class Calling extends Thread {
    private final Runnable action;
    private volatile @Nullable RuntimeException thrown;
    private volatile boolean interruptedAfterwards;

    Calling(Runnable action) {
      this.action = action;
    }

    @Override
    public void run() {
      try {
        action.run();
      } catch (RuntimeException e) {
        thrown = e;
      }
      interruptedAfterwards = Thread.currentThread().isInterrupted();
    }
  }
}
