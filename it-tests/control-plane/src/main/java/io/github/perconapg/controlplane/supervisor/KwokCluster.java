package io.github.perconapg.controlplane.supervisor;

import io.github.perconapg.controlplane.process.Command;
import io.github.perconapg.controlplane.process.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The processes of one cluster: started together by kwokctl, ended together by their ids. */
final class KwokCluster {
  private static final int ATTEMPTS = 3;
  private static final Duration START_LIMIT = Duration.ofSeconds(90);

  private final PlaneSpec spec;
  private boolean stopped;

  KwokCluster(PlaneSpec spec) {
    this.spec = spec;
  }

  /**
   * Starts all processes and waits until they are healthy.
   *
   * <p>Holds the monitor for as long, so that {@link #stop} never runs while kwokctl may still be
   * starting processes.
   */
  synchronized void start() throws IOException {
    String output = "";
    for (int attempt = 1; attempt <= ATTEMPTS && !stopped; attempt++) {
      KwokConfig.write(spec);
      Command.Result result =
          Command.of(spec.kwokPrograms().resolve("kwokctl"), arguments())
              .env("KWOK_WORKDIR", spec.kwokFolder())
              .run(START_LIMIT);
      if (result.exitCode() == 0) {
        return;
      }
      output = result.output() + ComponentLogs.lastLines(spec);
      // Another process may have taken one of the ports in the meantime: new ports, once more.
      ClusterProcesses.of(spec).end();
      Folders.delete(spec.kwokFolder());
    }
    throw new IOException(
        "kwokctl could not start the cluster in " + ATTEMPTS + " attempts:\n" + output);
  }

  private Object[] arguments() {
    var words =
        new ArrayList<Object>(
            List.of("--config", KwokConfig.file(spec), "create", "cluster", "--name", spec.name()));
    words.addAll(List.of("--wait", "60s", "--kubeconfig", spec.kubeconfig()));
    words.addAll(List.of("--extra-args", "etcd=unsafe-no-fsync=true"));
    words.addAll(List.of("--extra-args", "kube-apiserver=audit-log-maxsize=100000"));
    if (!spec.controllers()) {
      words.addAll(List.of("--disable", "kube-controller-manager,kube-scheduler,kwok-controller"));
    }
    return words.toArray();
  }

  /** Ends all processes and deletes the work folder; a second call does nothing. */
  synchronized void stop() throws IOException {
    if (stopped) {
      return;
    }
    stopped = true;
    ClusterProcesses.of(spec).end();
    Folders.delete(spec.work());
  }

  /** The last lines of each component's log, for the message of a start that failed. */
  private static final class ComponentLogs {
    private static final int LINES = 5;

    static String lastLines(PlaneSpec spec) throws IOException {
      Path logs = spec.clusterFolder().resolve("logs");
      StringBuilder text = new StringBuilder();
      if (Files.isDirectory(logs)) {
        try (var files = Files.newDirectoryStream(logs, "*.log")) {
          for (Path file : files) {
            if (!file.endsWith("audit.log")) {
              var lines = Files.readAllLines(file);
              text.append("\n--- ").append(file.getFileName()).append('\n');
              text.append(
                  String.join(
                      "\n", lines.subList(Math.max(0, lines.size() - LINES), lines.size())));
            }
          }
        }
      }
      return text.toString();
    }
  }
}
