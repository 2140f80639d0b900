package io.github.perconapg.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A deploy or a destroy in a JVM of its own, with the worker that it forks. */
final class ForkedRun implements AutoCloseable {

  private final Process process;
  private final BufferedReader lines;

  private ForkedRun(Process process) {
    this.process = process;
    this.lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  static ForkedRun start(OperatorFixture scene) throws IOException {
    return start(scene, "deploy");
  }

  static ForkedRun startDestroy(OperatorFixture scene) throws IOException {
    return start(scene, "destroy");
  }

  /** Starts what {@link RunMain} does for this verb. */
  static ForkedRun start(OperatorFixture scene, String verb) throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var command =
        List.of(
            java,
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            RunMain.class.getName(),
            scene.kubeconfig().toString(),
            scene.context(),
            scene.namespace(),
            scene.desired().chart(),
            scene.folder().toString(),
            verb);
    return new ForkedRun(new ProcessBuilder(command).redirectErrorStream(true).start());
  }

  /** Reads on until the process has printed this line. */
  void awaitLine(String wanted) throws IOException {
    var seen = new StringBuilder();
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.equals(wanted)) {
        return;
      }
      seen.append(line).append('\n');
    }
    throw new AssertionError("it ended without \"" + wanted + "\":\n" + seen);
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  /** Kills the process and all that it started, at once, and waits until they are gone. */
  void killTree() {
    var all = Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    LiveCluster.untilTrue(() -> all.stream().noneMatch(ProcessHandle::isAlive));
  }

  /** Kills the process alone; gives what it had started. */
  List<ProcessHandle> killParent() {
    var started = process.descendants().toList();
    process.destroyForcibly();
    return started;
  }

  boolean endsWithin(long seconds) {
    try {
      return process.waitFor(seconds, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    killTree();
    try {
      lines.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
