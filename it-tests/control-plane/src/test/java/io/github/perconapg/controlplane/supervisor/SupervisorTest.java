package io.github.perconapg.controlplane.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.perconapg.controlplane.ControlPlane;
import io.github.perconapg.controlplane.ControlPlaneMain;
import io.github.perconapg.controlplane.PlaneOptions;
import io.github.perconapg.controlplane.junit.WithControlPlane;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag(WithControlPlane.FULL)
class SupervisorTest {
  private static final int PROCESSES = 5;

  @TempDir Path folder;

  @Test
  void endsEveryProcessAndDeletesTheFolderWhenItsParentIsKilled() throws Exception {
    Process parent = java(PlaneOwnerMain.class.getName(), folder.toString());
    List<ProcessHandle> cluster;
    Path work;
    try (BufferedReader said = reader(parent)) {
      String kubeconfig = said.readLine();
      assertThat(kubeconfig).isNotNull();
      work = Path.of(kubeconfig).resolveSibling(".").normalize();
      cluster = processes(work);
      assertThat(cluster).hasSize(PROCESSES + 1).allMatch(SupervisorTest::runs);
    } finally {
      parent.destroyForcibly();
    }
    for (ProcessHandle process : cluster) {
      process.onExit().get(30, TimeUnit.SECONDS);
    }
    assertThat(work).doesNotExist();
  }

  @Test
  void endsEveryProcessWhenItIsClosed() throws Exception {
    List<ProcessHandle> cluster;
    Path work;
    try (ControlPlane plane = ControlPlane.start(PlaneOptions.defaults().withWorkRoot(folder))) {
      work = plane.kubeconfig().resolveSibling(".").normalize();
      cluster = processes(work);
      assertThat(cluster).hasSize(PROCESSES + 1);
    }
    assertThat(cluster).noneMatch(SupervisorTest::runs);
    assertThat(work).doesNotExist();
  }

  @Test
  void endsAtTheNextStartWhatAKilledSupervisorLeft() throws Exception {
    ControlPlane plane = ControlPlane.start(PlaneOptions.defaults().withWorkRoot(folder));
    Path work = plane.kubeconfig().resolveSibling(".").normalize();
    List<ProcessHandle> cluster = processes(work);
    plane.supervisor().destroyForcibly();
    plane.supervisor().onExit().get(10, TimeUnit.SECONDS);
    assertThat(cluster).filteredOn(SupervisorTest::runs).hasSize(PROCESSES);

    Leftovers.end(folder);

    assertThat(cluster).noneMatch(SupervisorTest::runs);
    assertThat(work).doesNotExist();
  }

  @Test
  void startsAndStopsFromTheCommandLineWithAStateFile() throws Exception {
    Path state = folder.resolve("plane.properties");
    String started = output(java(ControlPlaneMain.class.getName(), "start", state.toString()));
    assertThat(started).contains("is ready at https://127.0.0.1:", "stand-in");
    assertThat(Files.readString(state)).contains("kubeconfig=");
    assertThat(output(java(ControlPlaneMain.class.getName(), "status", state.toString())))
        .contains("runs at https://127.0.0.1:");
    try (var planes = Files.list(folder.resolve("planes"))) {
      Path work = planes.findFirst().orElseThrow();
      List<ProcessHandle> cluster = processes(work);
      assertThat(cluster).hasSize(PROCESSES + 1);
      assertThat(output(java(ControlPlaneMain.class.getName(), "stop", state.toString())))
          .contains("Control plane stopped.");
      assertThat(cluster).noneMatch(SupervisorTest::runs);
      assertThat(work).doesNotExist();
    }
  }

  @Test
  void endsAPlaneOfTheCommandLineWhenTheBuildThatStartedItIsKilled() throws Exception {
    Path state = folder.resolve("plane.properties");
    String start =
        String.join(" ", javaCommand(ControlPlaneMain.class.getName(), "start", state.toString()));
    Process build = new ProcessBuilder("sh", "-c", start + "; echo started; read never").start();
    List<ProcessHandle> cluster;
    try (BufferedReader said = reader(build);
        var planes = Files.newDirectoryStream(awaitStarted(said, folder.resolve("planes")))) {
      cluster = processes(planes.iterator().next());
      assertThat(cluster).hasSize(PROCESSES + 1);
    } finally {
      build.destroyForcibly();
    }
    for (ProcessHandle process : cluster) {
      process.onExit().get(30, TimeUnit.SECONDS);
    }
  }

  private static Path awaitStarted(BufferedReader said, Path planes) throws IOException {
    String line = said.readLine();
    while (line != null && !line.equals("started")) {
      line = said.readLine();
    }
    return planes;
  }

  /** A process without a program has ended, and only was not reaped by the system yet. */
  private static boolean runs(ProcessHandle process) {
    return process.isAlive() && process.info().command().isPresent();
  }

  /** The cluster's processes and their supervisor. */
  private static List<ProcessHandle> processes(Path work) throws IOException {
    List<ProcessHandle> all = new ArrayList<>();
    for (long pid : ClusterProcesses.of(PlaneSpec.read(work)).pids()) {
      ProcessHandle.of(pid).ifPresent(all::add);
    }
    String supervisor = Files.readString(work.resolve("supervisor"));
    Owner.Pid.parsePid(supervisor).process().ifPresent(all::add);
    return all;
  }

  private static Process java(String... words) throws IOException {
    return new ProcessBuilder(javaCommand(words))
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static List<String> javaCommand(String... words) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(words));
    return command;
  }

  private static BufferedReader reader(Process process) {
    return new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  private static String output(Process process) throws Exception {
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(text).isZero();
    return text;
  }
}
