package io.github.perconapg.controlplane.supervisor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Exactly the processes of one cluster.
 *
 * <p>A process counts when it runs one of the cluster's programs and its arguments name a file in
 * this cluster's own folder, whose name is used once only. kwokctl's pid files would not do: pids
 * are used again, and kwokctl may have been killed before it wrote one.
 */
public final class ClusterProcesses {
  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(20);

  private final List<ProcessHandle> all;

  private ClusterProcesses(List<ProcessHandle> all) {
    this.all = all;
  }

  static ClusterProcesses of(PlaneSpec spec) {
    return new ClusterProcesses(
        ProcessHandle.allProcesses().filter(process -> belongsTo(spec, process)).toList());
  }

  private static boolean belongsTo(PlaneSpec spec, ProcessHandle process) {
    ProcessHandle.Info info = process.info();
    boolean runsOurProgram =
        info.command()
            .map(Path::of)
            .filter(
                program ->
                    program.startsWith(spec.kubernetesPrograms())
                        || program.startsWith(spec.kwokPrograms())
                        || program.startsWith(spec.work()))
            .isPresent();
    String folder = spec.clusterFolder() + "/";
    return runsOurProgram
        && info.arguments().stream()
            .flatMap(Arrays::stream)
            .anyMatch(argument -> argument.contains(folder));
  }

  /**
   * Kills one of the cluster's programs and starts it again with the same arguments, in the same
   * folder.
   *
   * @param program its file name, such as kube-apiserver
   * @throws IOException when it does not run, does not end or does not start
   */
  public static void restart(PlaneSpec spec, String program) throws IOException {
    ProcessHandle running =
        of(spec).all.stream()
            .filter(
                p -> p.info().command().map(Path::of).filter(c -> c.endsWith(program)).isPresent())
            .findFirst()
            .orElseThrow(() -> new IOException(program + " does not run"));
    // Not from ProcessHandle, which cuts long command lines.
    Path proc = Path.of("/proc", Long.toString(running.pid()));
    List<String> words = List.of(Files.readString(proc.resolve("cmdline")).split("\0"));
    Path folder = proc.resolve("cwd").toRealPath();
    new ClusterProcesses(List.of(running)).end();
    Path log = spec.clusterFolder().resolve("logs").resolve(program + ".log");
    new ProcessBuilder(words)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  /** The ids of the processes that were found. */
  List<Long> pids() {
    return all.stream().map(ProcessHandle::pid).toList();
  }

  /** Kills them (their data is thrown away, so nothing is gained by asking) and sees them gone. */
  void end() throws IOException {
    all.forEach(ProcessHandle::destroyForcibly);
    long deadline = System.nanoTime() + LIMIT_NANOS;
    for (ProcessHandle process : all) {
      while (!isGone(process)) {
        if (System.nanoTime() - deadline > 0) {
          throw new IOException("process " + process.pid() + " does not end");
        }
      }
    }
  }

  /** Waits a moment at most. A process without a program is one that nobody has reaped yet. */
  private static boolean isGone(ProcessHandle process) throws IOException {
    try {
      process.onExit().get(50, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return process.info().command().isEmpty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while ending " + process.pid(), e);
    } catch (ExecutionException e) {
      throw new IOException("waiting for the end of " + process.pid(), e);
    }
  }
}
