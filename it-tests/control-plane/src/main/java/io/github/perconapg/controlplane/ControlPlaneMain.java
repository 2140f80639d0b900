package io.github.perconapg.controlplane;

import io.github.perconapg.controlplane.operator.StandInOptions;
import io.github.perconapg.controlplane.supervisor.Owner;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Starts and stops a control plane with a stand-in operator from a build.
 *
 * <pre>
 * ControlPlaneMain start  STATE-FILE [--keep] [--as=ID]
 * ControlPlaneMain status STATE-FILE
 * ControlPlaneMain stop   STATE-FILE
 * </pre>
 *
 * <p>start returns when the plane is ready. The plane ends with stop, or when the process that ran
 * start (Maven, when run by exec-maven-plugin's exec goal) is gone, however it died. With --keep it
 * stays until stop. The state file is in the properties format: name, kubeconfig, server,
 * supervisor; the work folder is beside it. With --as a targets file that knows the plane by that
 * id and a chart are written beside it too.
 */
public final class ControlPlaneMain {
  private static final PrintStream OUT = System.out;

  private ControlPlaneMain() {}

  /**
   * Runs one command; exits with 1 when it failed, 2 when it was not understood.
   *
   * @param arguments as the class describes
   */
  public static void main(String[] arguments) {
    List<String> words = List.of(arguments);
    boolean keep = words.contains("--keep") || words.contains("--keep=true");
    if (words.size() < 2) {
      OUT.println("Usage: ControlPlaneMain start|status|stop STATE-FILE [--keep] [--as=ID]");
      System.exit(2);
    }
    Path file = Path.of(words.get(1)).toAbsolutePath();
    try {
      switch (words.get(0)) {
        case "start" -> start(file, keep, value(words, "--as="));
        case "status" -> status(file);
        case "stop" -> stop(file);
        default -> {
          OUT.println("Unknown command " + words.get(0) + "; there are start, status and stop.");
          System.exit(2);
        }
      }
    } catch (IOException | UncheckedIOException | IllegalStateException e) {
      OUT.println(e.getMessage());
      System.exit(1);
    }
  }

  private static Optional<String> value(List<String> words, String option) {
    return words.stream()
        .filter(word -> word.startsWith(option))
        .map(word -> word.substring(option.length()))
        .findFirst();
  }

  private static void start(Path file, boolean keep, Optional<String> id) throws IOException {
    if (PlaneState.read(file).filter(PlaneState::isRunning).isPresent()) {
      stop(file);
    }
    Owner owner = keep ? new Owner.Nobody() : Owner.Pid.of(parent());
    PlaneState state =
        DetachedPlane.start(
            PlaneOptions.defaults()
                .withWorkRoot(file.resolveSibling("planes"))
                .withStandIn(StandInOptions.fast())
                .withProgress(OUT::println),
            owner);
    state.write(file);
    if (id.isPresent()) {
      PlaneGuide.write(file.resolveSibling("."), id.get(), state);
    }
    OUT.println("Control plane " + state.name() + " is ready at " + state.server() + ".");
    OUT.println("On it a stand-in plays the operator's pods; no real operator runs.");
    if (keep) {
      OUT.println("It stays until you stop it.");
      printUse(state);
    }
  }

  private static void printUse(PlaneState state) {
    OUT.println("To use it:");
    OUT.println("  export KUBECONFIG=" + state.kubeconfig());
    OUT.println("To stop it and delete its files:");
    OUT.println("  kill " + state.supervisor().pid());
  }

  private static ProcessHandle parent() {
    return ProcessHandle.current()
        .parent()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "The process that would own the plane is not known; use --keep."));
  }

  private static void status(Path file) throws IOException {
    Optional<PlaneState> state = PlaneState.read(file).filter(PlaneState::isRunning);
    if (state.isEmpty()) {
      OUT.println("No control plane runs for " + file + ".");
      return;
    }
    OUT.println("Control plane " + state.get().name() + " runs at " + state.get().server() + ".");
    printUse(state.get());
  }

  private static void stop(Path file) throws IOException {
    Optional<PlaneState> state = PlaneState.read(file);
    Optional<ProcessHandle> process = state.flatMap(plane -> plane.supervisor().process());
    if (process.isPresent()) {
      process.get().destroy();
      try {
        process.get().onExit().get(Duration.ofSeconds(30).toSeconds(), TimeUnit.SECONDS);
      } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
        throw new IOException("the supervisor " + process.get().pid() + " does not end", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while the plane was stopping", e);
      }
    }
    Files.deleteIfExists(file);
    OUT.println(
        process.isPresent() ? "Control plane stopped." : "No control plane runs for " + file + ".");
  }
}
