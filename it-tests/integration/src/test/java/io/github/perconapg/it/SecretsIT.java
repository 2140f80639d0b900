package io.github.perconapg.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.perconapg.controlplane.ControlPlane;
import io.github.perconapg.controlplane.access.Rights;
import io.github.perconapg.controlplane.access.Users;
import io.github.perconapg.controlplane.junit.FreshNamespace;
import io.github.perconapg.controlplane.junit.WithControlPlane;
import io.github.perconapg.controlplane.operator.Failure;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@WithControlPlane
class SecretsIT {

  private static final String CANARY = "canary-5f3b9a-chart-value";

  @TempDir Path folder;

  @Test
  void neitherTheTokenNorASecretChartValueIsToldByADeployThatFails(
      ControlPlane plane, KubernetesClient client, @FreshNamespace String namespace)
      throws Exception {
    var users = new Users(plane, client);
    var kubeconfig = users.withToken("default", namespace);
    Rights.all().grantEverywhere(client, "system:serviceaccount:default:" + namespace);
    var token = Files.readString(kubeconfig).replaceAll("(?s).*token: \"?([^\"\\s]+).*", "$1");
    var annotations =
        Map.of("example.com/api-token", CANARY, Failure.ANNOTATION, Failure.CRASH_LOOP.value());
    var scene =
        Scene.of(plane, namespace, folder)
            .as(kubeconfig)
            .values(Map.of("podAnnotations", annotations))
            .timeout(Duration.ofSeconds(12));

    var running = CompletableFuture.supplyAsync(() -> Scene.failureOf(scene::deploy));
    var arguments = new ArrayList<String>();
    Live.untilTrue(
        () -> {
          ProcessHandle.current()
              .descendants()
              .forEach(p -> arguments.add(p.info().commandLine().orElse("")));
          return running.isDone();
        });

    var failure = running.get();
    var stack = new StringWriter();
    failure.printStackTrace(new PrintWriter(stack));
    var told = new ArrayList<>(List.of(stack.toString(), failure.problems().toString()));
    scene.events().forEach(e -> told.add(e.toString()));
    told.addAll(arguments);
    told.addAll(filesIn(scene.output()));
    told.addAll(filesIn(scene.temporary()));

    assertThat(arguments).anyMatch(a -> a.contains("io.github.perconapg.release.worker.Main"));
    assertThat(scene.output().resolve("evidence/pods.json")).content().contains("api-token");
    for (var secret : List.of(token, CANARY)) {
      assertThat(told).noneMatch(text -> text.contains(secret));
    }
  }

  private static List<String> filesIn(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      var texts = new ArrayList<String>();
      for (var file : files.filter(Files::isRegularFile).toList()) {
        texts.add(Files.readString(file));
      }
      return texts;
    }
  }
}
