package io.github.perconapg.controlplane.operator;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.perconapg.controlplane.ControlPlane;
import io.github.perconapg.controlplane.chart.StandInChart;
import io.github.perconapg.controlplane.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** A release of the stand-in chart, installed by the Helm CLI, and what the API shows of it. */
record Release(ControlPlane plane, KubernetesClient client, String namespace) {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  Release install(StandInChart chart, String... more) throws IOException {
    Path inPlane = plane.kubeconfig().resolveSibling(".").normalize();
    Path folder = Files.createTempDirectory(inPlane, "chart");
    List<Object> words =
        new ArrayList<>(List.of("upgrade", "--install", "pg-operator", chart.writeTo(folder)));
    words.addAll(List.of("-n", namespace, "--create-namespace"));
    words.addAll(List.of(more));
    Command helm = plane.helm(words.toArray());
    helm.run(LIMIT).orThrow();
    return this;
  }

  Pod podThat(Predicate<Pod> condition) {
    return until(
        () ->
            client
                .pods()
                .inNamespace(namespace)
                .withLabel(OperatorPod.LABEL)
                .list()
                .getItems()
                .stream()
                .filter(condition)
                .findFirst()
                .orElse(null));
  }

  Lease leaseThat(Predicate<Lease> condition) {
    return until(
        () -> {
          Lease lease = lease();
          return lease != null && condition.test(lease) ? lease : null;
        });
  }

  Lease lease() {
    return client.leases().inNamespace(namespace).withName("08db3feb.percona.com").get();
  }

  String log(Pod pod) {
    return client.pods().inNamespace(namespace).withName(pod.getMetadata().getName()).getLog();
  }

  String logThat(Predicate<String> condition) {
    Pod pod = podThat(each -> each.getMetadata().getDeletionTimestamp() == null);
    return until(
        () -> {
          String log = log(pod);
          return condition.test(log) ? log : null;
        });
  }

  void awaitAvailable() {
    client
        .apps()
        .deployments()
        .inNamespace(namespace)
        .withName("pg-operator")
        .waitUntilReady(30, TimeUnit.SECONDS);
  }

  static long workers(String log) {
    return log.lines().filter(line -> line.contains("Starting workers")).count();
  }

  static int restarts(Pod pod) {
    return pod.getStatus().getContainerStatuses().stream()
        .mapToInt(container -> container.getRestartCount())
        .sum();
  }

  static <T> T until(Supplier<T> attempt) {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (System.nanoTime() - deadline < 0) {
      T found = attempt.get();
      if (found != null) {
        return found;
      }
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
    throw new AssertionError("not seen within 30 seconds");
  }
}
