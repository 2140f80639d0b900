package io.github.perconapg.health;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.release.ReleaseRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what was seen of a failed operator, before anything is undone: objects, events, logs, and a
 * summary that a person reads first. Holds no Secret, and no chart value that its key calls one.
 */
public final class Evidence {

  private static final int LOG_LINES = 2000;

  private final KubernetesClient client;
  private final Path folder;
  private final List<String> notKept = new ArrayList<>();
  private SecretValues secrets = SecretValues.of(List.of());

  /**
   * Keeps evidence under a folder of its own.
   *
   * @param outputDirectory where the folder {@code evidence} is made
   */
  public Evidence(KubernetesClient client, Path outputDirectory) {
    this.client = client;
    this.folder = outputDirectory.resolve("evidence");
  }

  /**
   * Writes everything that can be read; what cannot is listed in the summary.
   *
   * @param problem what went wrong
   * @param history the release's records, newest first
   * @return the folder
   * @throws UncheckedIOException when the folder cannot be written
   */
  public Path keep(OperatorTarget operator, Problem problem, List<ReleaseRecord> history) {
    secrets = SecretValues.of(history);
    try {
      Files.createDirectories(folder);
      var seen = new SnapshotReader(client).read(operator, false);
      writeJson("deployment.json", seen.deployment());
      writeJson("pods.json", seen.pods());
      writeJson("lease.json", seen.lease());
      keepReplicaSets(operator);
      write("events.txt", events(seen.events()));
      for (var pod : seen.pods()) {
        keepLogs(operator, pod);
      }
      write("summary.md", summary(operator, problem, history));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot keep evidence in " + folder, e);
    }
  }

  private void keepReplicaSets(OperatorTarget operator) throws IOException {
    try {
      var sets = client.apps().replicaSets().inNamespace(operator.namespace());
      writeJson("replicasets.json", sets.withLabels(operator.selector()).list().getItems());
    } catch (KubernetesClientException e) {
      notKept.add("replicasets.json: " + e.getMessage());
    }
  }

  private void keepLogs(OperatorTarget operator, Pod pod) throws IOException {
    var name = pod.getMetadata().getName();
    var container =
        client
            .pods()
            .inNamespace(operator.namespace())
            .withName(name)
            .inContainer(operator.container());
    keepLog("log-" + name + ".txt", () -> container.tailingLines(LOG_LINES).getLog());
    var restarted =
        Snapshot.container(pod, operator.container())
            .filter(s -> s.getRestartCount() > 0)
            .isPresent();
    if (restarted) {
      keepLog(
          "log-" + name + "-previous.txt",
          () -> container.terminated().tailingLines(LOG_LINES).getLog());
    }
  }

  private void keepLog(String file, Supplier<String> log) throws IOException {
    try {
      write(file, log.get());
    } catch (KubernetesClientException e) {
      notKept.add(file + ": " + e.getMessage());
    }
  }

  private String summary(OperatorTarget operator, Problem problem, List<ReleaseRecord> history) {
    var text = new StringBuilder("# What happened\n\n");
    text.append(problem.summary()).append(".\n\n");
    problem.facts().forEach(f -> text.append("- ").append(f.replace("\n", " ")).append('\n'));
    text.append("\nWhat to do: ").append(problem.remedy()).append("\n\n# Where\n\n");
    text.append("- Deployment ").append(operator.namespace()).append('/');
    text.append(operator.deployment()).append(", image ").append(operator.image()).append('\n');
    for (var record : history) {
      text.append("- release ").append(record.name()).append(" revision ");
      text.append(record.revision()).append(": ").append(record.status()).append(", chart ");
      text.append(record.chartVersion()).append(", ").append(record.description()).append('\n');
    }
    if (!notKept.isEmpty()) {
      text.append("\n# What could not be kept\n\n");
      notKept.forEach(line -> text.append("- ").append(line).append('\n'));
    }
    return text.toString();
  }

  private static String events(List<Event> events) {
    var lines = new StringBuilder();
    events.stream()
        .sorted(Comparator.comparing(e -> Objects.toString(e.getLastTimestamp(), "")))
        .forEach(
            e ->
                lines
                    .append(Objects.toString(e.getLastTimestamp(), "-"))
                    .append(' ')
                    .append(e.getType())
                    .append(' ')
                    .append(e.getInvolvedObject().getKind())
                    .append('/')
                    .append(e.getInvolvedObject().getName())
                    .append(' ')
                    .append(e.getReason())
                    .append(": ")
                    .append(e.getMessage())
                    .append('\n'));
    return lines.toString();
  }

  private void writeJson(String file, @Nullable Object content) throws IOException {
    if (content != null) {
      write(file, client.getKubernetesSerialization().asJson(content));
    }
  }

  private void write(String file, String content) throws IOException {
    Files.writeString(folder.resolve(file), secrets.mask(content));
  }
}
