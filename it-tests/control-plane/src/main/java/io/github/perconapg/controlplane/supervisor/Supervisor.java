package io.github.perconapg.controlplane.supervisor;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The handle of a running supervisor process, from the process that started it. */
public final class Supervisor {
  private static final Path SETSID = Path.of("/usr/bin/setsid");

  private final Process process;

  private Supervisor(Process process) {
    this.process = process;
  }

  /**
   * Starts a supervisor with its cluster and waits until the cluster is healthy.
   *
   * @param spec what to start; its work folder exists
   * @return the running supervisor
   * @throws IOException with the components' own words, when the cluster does not start
   */
  public static Supervisor start(PlaneSpec spec) throws IOException {
    spec.write();
    Process process =
        new ProcessBuilder(commandLine(spec))
            .redirectError(ProcessBuilder.Redirect.appendTo(log(spec).toFile()))
            .start();
    BufferedReader answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String first = answers.readLine();
    if (!SupervisorMain.READY.equals(first)) {
      String rest = first + "\n" + answers.lines().collect(Collectors.joining("\n"));
      String errors = Files.exists(log(spec)) ? Files.readString(log(spec)) : "";
      process.destroyForcibly();
      throw new IOException("The control plane did not start. " + rest + "\n" + errors);
    }
    return new Supervisor(process);
  }

  private static Path log(PlaneSpec spec) {
    return spec.work().resolve("supervisor.log");
  }

  private static List<String> commandLine(PlaneSpec spec) {
    List<String> words = new ArrayList<>();
    if (Files.isExecutable(SETSID)) {
      // A session of its own: a signal to the whole process group must not take it along.
      words.add(SETSID.toString());
    }
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m"));
    words.addAll(List.of("-cp", classPath(spec), SupervisorMain.class.getName()));
    words.add(spec.work().toString());
    return words;
  }

  /** The supervisor alone needs this module only; the stand-in operator needs its client too. */
  private static String classPath(PlaneSpec spec) {
    if (spec.standInFactor() != null) {
      return System.getProperty("java.class.path");
    }
    try {
      var source = SupervisorMain.class.getProtectionDomain().getCodeSource();
      return Path.of(source.getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("this module was not loaded from a file", e);
    }
  }

  /** The supervisor's process. */
  public ProcessHandle process() {
    return process.toHandle();
  }

  /**
   * Ends the cluster and the supervisor, and sees the supervisor gone.
   *
   * @throws IOException when it does not end
   */
  public void stop() throws IOException {
    process.getOutputStream().close();
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        throw new IOException("the control plane's supervisor " + process.pid() + " does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the control plane was stopping", e);
    }
  }
}
