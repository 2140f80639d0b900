package io.github.perconapg.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * What the API server needs by itself: the definitions are applied in parallel until it serves
 * their kinds, then everything else is, until the operator is available. No plan, no lock, no
 * check, no record. It knows beforehand what the chart renders.
 */
final class Floor {

  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final int LOOK_AGAIN_MILLIS = 20;
  private static final Pattern NAME = Pattern.compile("(?m)^  name: \"?([a-z0-9.-]+)\"?$");

  private Floor() {}

  /**
   * Brings a chart onto the cluster, or another one over it.
   *
   * @param rendered the chart's objects, as helm template prints them
   */
  static void apply(Path kubeconfig, Path chart, Path rendered)
      throws IOException, InterruptedException {
    var config = Config.fromKubeconfig(kubeconfig.toFile());
    try (var client = new KubernetesClientBuilder().withConfig(config).build()) {
      var floor = new Requests(client);
      var definitions = new LinkedHashMap<String, String>();
      for (var text : documents(chart.resolve("crds/crd.yaml"))) {
        var name = NAME.matcher(text);
        if (name.find()) {
          definitions.put(
              "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/" + name.group(1), text);
        }
      }
      floor.applyAll(definitions);
      var namespace = "/api/v1/namespaces/" + Place.NAMESPACE;
      floor.applyAll(
          Map.of(
              namespace,
              "apiVersion: v1\nkind: Namespace\nmetadata: {name: " + Place.NAMESPACE + "}\n"));
      var names = new HashSet<String>();
      definitions.keySet().forEach(path -> names.add(path.substring(path.lastIndexOf('/') + 1)));
      floor.awaitServed(names);
      var objects = new LinkedHashMap<String, String>();
      for (var text : documents(rendered)) {
        objects.put(path(Serialization.unmarshal(text, JsonNode.class)), text);
      }
      floor.applyAll(objects);
      floor.awaitAvailable();
    }
  }

  private static List<String> documents(Path file) throws IOException {
    var documents = new ArrayList<String>();
    for (var text : Files.readString(file).split("(?m)^---.*\n", -1)) {
      if (text.contains("kind:")) {
        documents.add(text);
      }
    }
    return documents;
  }

  private static String path(JsonNode object) {
    var version = object.path("apiVersion").asText();
    var kind = object.path("kind").asText();
    var base = version.contains("/") ? "/apis/" + version : "/api/" + version;
    var place = kind.startsWith("Cluster") ? "" : "/namespaces/" + Place.NAMESPACE;
    var plural = kind.toLowerCase(java.util.Locale.ROOT) + "s";
    return base + place + "/" + plural + "/" + object.path("metadata").path("name").asText();
  }

  private record Requests(KubernetesClient client) {

    void applyAll(Map<String, String> texts) throws InterruptedException {
      var running = new ArrayList<CompletableFuture<?>>();
      texts.forEach(
          (path, text) ->
              running.add(
                  send(
                      client
                          .getHttpClient()
                          .newHttpRequestBuilder()
                          .uri(uri(path + "?fieldManager=floor&force=true"))
                          .header("Accept", METADATA)
                          .method("PATCH", "application/apply-patch+yaml", text)
                          .build())));
      for (var one : running) {
        get(one);
      }
    }

    void awaitServed(Set<String> names) throws InterruptedException {
      var versions =
          Set.of(
              "pgv2.percona.com/v2",
              "postgres-operator.crunchydata.com/v1beta1",
              "upstream.pgv2.percona.com/v1beta1");
      await(
          () -> {
            var missing = new HashSet<>(names);
            for (var version : versions) {
              for (var resource : answer("/apis/" + version).path("resources")) {
                missing.remove(
                    resource.path("name").asText()
                        + "."
                        + version.substring(0, version.indexOf('/')));
              }
            }
            return missing.isEmpty();
          });
    }

    void awaitAvailable() throws InterruptedException {
      var path = "/apis/apps/v1/namespaces/" + Place.NAMESPACE + "/deployments";
      await(
          () -> {
            var ready = true;
            for (var deployment : answer(path).path("items")) {
              var status = deployment.path("status");
              ready &=
                  status.path("observedGeneration").asLong()
                          == deployment.path("metadata").path("generation").asLong()
                      && status.path("updatedReplicas").asInt() == 1
                      && status.path("availableReplicas").asInt() == 1
                      && status.path("replicas").asInt() == 1;
            }
            return ready;
          });
    }

    private JsonNode answer(String path) throws InterruptedException {
      return Serialization.unmarshal(
          get(send(client.getHttpClient().newHttpRequestBuilder().uri(uri(path)).build())),
          JsonNode.class);
    }

    private CompletableFuture<String> send(HttpRequest request) {
      return client
          .getHttpClient()
          .sendAsync(request, String.class)
          .thenApply(
              response -> {
                if (!response.isSuccessful() && response.code() != 404) {
                  throw new IllegalStateException(request.uri() + ": " + response.body());
                }
                return response.body();
              });
    }

    private String uri(String path) {
      return URI.create(client.getMasterUrl().toString()).resolve(path).toString();
    }
  }

  private static final String METADATA =
      "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1";

  private interface Question {
    boolean answered() throws InterruptedException;
  }

  private static void await(Question question) throws InterruptedException {
    var never = new CountDownLatch(1);
    var end = System.nanoTime() + LIMIT.toNanos();
    while (!question.answered()) {
      if (never.await(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS) || System.nanoTime() - end > 0) {
        throw new IllegalStateException("nothing came within " + LIMIT);
      }
    }
  }

  private static <T> T get(CompletableFuture<T> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }
}
