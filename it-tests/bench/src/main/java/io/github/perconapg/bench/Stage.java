package io.github.perconapg.bench;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.perconapg.controlplane.ControlPlane;
import io.github.perconapg.controlplane.PlaneOptions;
import io.github.perconapg.controlplane.audit.AuditEntry;
import io.github.perconapg.controlplane.audit.AuditLog;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A new control plane, and everything about a run on it that only the plane can tell. */
final class Stage implements AutoCloseable {

  private final ControlPlane plane;
  private final KubernetesClient client;
  private final CountingProxy proxy;
  private final Path folder;
  private final AuditLog audit;
  private final Place place;

  /** Starts a plane: definitions that are deleted and made again can hang for minutes. */
  Stage(PlaneOptions options, Charts charts) throws IOException {
    plane = ControlPlane.start(options);
    client = plane.newClient();
    proxy = new CountingProxy(URI.create(plane.server()));
    folder = Files.createTempDirectory("percona-pg-bench-");
    audit = new AuditLog(plane.auditLog(), client);
    var kubeconfig =
        Files.createFile(
            folder.resolve("kubeconfig"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(
        kubeconfig,
        Files.readString(plane.kubeconfig())
            .replace(plane.server(), "https://127.0.0.1:" + proxy.port()));
    place = new Place(plane, kubeconfig, charts, folder);
  }

  Place place() {
    return place;
  }

  KubernetesClient client() {
    return client;
  }

  /** Has a contender do it once, on a plane that has nothing else to do. */
  Map<String, Double> measure(Contender contender, Situation situation)
      throws IOException, InterruptedException {
    Quiet.await(plane);
    var generations = generations();
    var mark = audit.mark();
    proxy.reset();
    var run = contender.run(situation, place);
    var sent = proxy.sent();
    var received = proxy.received();
    var requests =
        audit.requestsSince(mark).stream().filter(entry -> !entry.isFromThePlane()).toList();
    var figures = new LinkedHashMap<>(run.figures());
    figures.putAll(counted(requests));
    figures.put(Figure.SENT, sent / 1e3);
    figures.put(Figure.RECEIVED, received / 1e3);
    if (situation != Situation.DESTROY) {
      figures.put(Figure.SECRET, secret() / 1e3);
    }
    if (situation == Situation.UPGRADE) {
      var upgraded =
          generations().entrySet().stream()
              .filter(now -> !now.getValue().equals(generations.get(now.getKey())))
              .count();
      figures.put(Figure.CRDS, (double) upgraded);
    }
    return figures;
  }

  private static Map<String, Double> counted(List<AuditEntry> requests) {
    var figures = new LinkedHashMap<String, Double>();
    figures.put(Figure.REQUESTS, (double) requests.size());
    var reviews = requests.stream().filter(Stage::isReview).count();
    var helms = requests.stream().filter(r -> !isReview(r) && isHelms(r)).count();
    figures.put(Figure.REVIEWS, (double) reviews);
    figures.put(Figure.HELMS, (double) helms);
    figures.put(Figure.OTHERS, (double) (requests.size() - reviews - helms));
    figures.put(Figure.WRITES, (double) requests.stream().filter(AuditEntry::isWrite).count());
    for (var request : requests) {
      figures.merge("requests: " + request.verb(), 1.0, Double::sum);
    }
    return figures;
  }

  private static boolean isReview(AuditEntry request) {
    return request.group().equals("authorization.k8s.io");
  }

  /** Helm's own client, also inside of the worker, says so, or that it is Go's. */
  private static boolean isHelms(AuditEntry request) {
    return request.userAgent().startsWith("Helm/") || request.userAgent().startsWith("Go-http");
  }

  private Map<String, Long> generations() {
    var found = new LinkedHashMap<String, Long>();
    for (var crd : client.apiextensions().v1().customResourceDefinitions().list().getItems()) {
      found.put(crd.getMetadata().getName(), crd.getMetadata().getGeneration());
    }
    return found;
  }

  /** Bytes of the largest record of the release, as it is stored. */
  private long secret() {
    return client
        .secrets()
        .inNamespace(Place.NAMESPACE)
        .withLabel("owner", "helm")
        .list()
        .getItems()
        .stream()
        .flatMap(secret -> secret.getData().values().stream())
        .mapToLong(data -> Base64.getDecoder().decode(data).length)
        .max()
        .orElse(0);
  }

  @Override
  public void close() throws IOException {
    client.close();
    proxy.close();
    plane.close();
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
