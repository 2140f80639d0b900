package io.github.perconapg.internal.helm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.perconapg.internal.kubernetes.FakeApiServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a JVM that uses the worker may and may not feel of it. */
@Timeout(60)
class CallerJvmTest {

  private static final int SIGTERM = 143;
  private static final int A_SECOND = 1000;

  @TempDir Path folder;
  private Path temporary = Path.of("");
  private Path chart = Path.of("");

  @BeforeEach
  void writeChart() throws IOException {
    temporary = Files.createDirectory(folder.resolve("tmp"));
    chart = SmallChart.write(folder.resolve("chart"), "word");
  }

  @Test
  void loadsNothingOfHelmJavaAndJnaAndStillEndsOnSigterm() throws Exception {
    var log = folder.resolve("classes.log");
    var caller = fork(List.of("-Xlog:class+load:file=" + log), "linger");
    var lines = lines(caller);
    var said = new ArrayList<String>();
    for (var line = lines.readLine();
        line != null && !line.equals("done");
        line = lines.readLine()) {
      said.add(line);
    }
    assertThat(said).contains("  word: \"string on\"");

    caller.destroy();

    assertThat(caller.waitFor(5, TimeUnit.SECONDS)).isTrue();
    assertThat(caller.exitValue()).isEqualTo(SIGTERM);
    assertThat(Files.readAllLines(log))
        .anyMatch(line -> line.contains("io.github.perconapg.internal.helm.HelmWorker "))
        .noneMatch(line -> line.contains(" com.marcnuri."))
        .noneMatch(line -> line.contains(" com.sun.jna."))
        .noneMatch(line -> line.contains("io.github.perconapg.internal.helm.worker.Verbs"));
  }

  @Test
  void leavesNoWriterAndNoFilesWhenItIsKilledDuringAHelmCall() throws Exception {
    try (var api = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var caller = fork(List.of(), "install", kubeconfig(api));
      try (var connection = api.accept()) {
        assertThat(temporary).isNotEmptyDirectory();
        WorkerFolder.create(temporary).close();
        assertThat(temporary).as("a living caller's folder is not swept").isNotEmptyDirectory();

        caller.destroyForcibly();

        connection.setSoTimeout(A_SECOND);
        drain(connection);
        assertThat(temporary).isEmptyDirectory();
      }
    }
  }

  @Test
  void hasWhatItLeftSweptAtTheNextStartWhenItIsKilledTogetherWithTheWorker() throws Exception {
    try (var api = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var caller = fork(List.of(), "install", kubeconfig(api));
      try (var connection = api.accept()) {
        var worker = ProcessHandle.of(Long.parseLong(lines(caller).readLine())).orElseThrow();
        worker.destroyForcibly();
        caller.destroyForcibly();
        drain(connection);
        assertThat(caller.onExit()).succeedsWithin(5, TimeUnit.SECONDS);
      }

      WorkerFolder.create(temporary).close();

      assertThat(temporary).isEmptyDirectory();
    }
  }

  private String kubeconfig(ServerSocket api) throws IOException {
    var text = FakeApiServer.kubeconfig("http://127.0.0.1:" + api.getLocalPort(), "token");
    return Files.writeString(folder.resolve("kubeconfig"), text).toString();
  }

  /** Returns when the other side is gone: its process holds the connection until it ends. */
  private static void drain(Socket connection) throws IOException {
    try {
      connection.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (SocketException e) {
      // A reset is an end as well.
    }
  }

  private Process fork(List<String> options, String verb, String... more) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(
        List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
    command.addAll(
        List.of(Caller.class.getName(), verb, Caller.CACHE.toString(), temporary.toString()));
    command.add(chart.toString());
    command.addAll(List.of(more));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static BufferedReader lines(Process process) {
    return new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
  }
}
