package io.github.perconapg.controlplane.operator;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.perconapg.controlplane.process.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/** The log files of one pod's container, current and previous, and how kwok serves them. */
final class ContainerLogs {
  private final KubernetesClient client;
  private final Path folder;
  private final OperatorPod pod;

  ContainerLogs(KubernetesClient client, Path folder, OperatorPod pod) {
    this.client = client;
    this.folder = folder;
    this.pod = pod;
  }

  private Path current() {
    return folder.resolve("current.log");
  }

  private Path previous() {
    return folder.resolve("previous.log");
  }

  /** Makes the files and tells kwok of them, well before the container starts. */
  void create() {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    client.resource(served()).create();
  }

  private GenericKubernetesResource served() {
    Map<String, Object> log =
        Map.of(
            "containers", List.of(pod.container().getName()),
            "logsFile", current().toString(),
            "previousLogsFile", previous().toString(),
            "follow", false);
    Map<String, Object> selector =
        Map.of("matchNamespaces", List.of(pod.namespace()), "matchNames", List.of(pod.name()));
    return new GenericKubernetesResourceBuilder()
        .withApiVersion("kwok.x-k8s.io/v1alpha1")
        .withKind("ClusterLogs")
        .withNewMetadata()
        .withName("stand-in-" + pod.uid())
        .endMetadata()
        .addToAdditionalProperties("spec", Map.of("selector", selector, "logs", List.of(log)))
        .build();
  }

  /** Turns the current log into the previous one. */
  void rotate() {
    try {
      if (Files.exists(current())) {
        Files.move(current(), previous(), StandardCopyOption.REPLACE_EXISTING);
      }
      Files.createFile(current());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The current log, in the form that the container's environment asks for. */
  OperatorLog open() {
    Map<String, String> environment = pod.environment();
    return new OperatorLog(
        current(),
        environment.getOrDefault("LOG_LEVEL", "INFO"),
        Boolean.parseBoolean(environment.get("LOG_STRUCTURED")));
  }

  /** Removes the files, and what told kwok of them. */
  void delete() {
    client.resource(served()).delete();
    try {
      Folders.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
