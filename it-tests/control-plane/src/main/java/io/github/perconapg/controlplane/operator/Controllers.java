package io.github.perconapg.controlplane.operator;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.perconapg.controlplane.chart.CrdKind;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The operator's seven controllers: each works once the caches that it needs are filled. */
final class Controllers {
  private static final Duration CACHE_SYNC_TIMEOUT = Duration.ofMinutes(2);

  private final OperatorLog log;
  private final Timeline timeline;
  private final Consumer<WorkerKind> timedOut;
  private final Map<CrdKind, KindCache> caches = new LinkedHashMap<>();
  private final Set<WorkerKind> waiting = new LinkedHashSet<>();

  Controllers(
      KubernetesClient client,
      OperatorPod pod,
      OperatorLog log,
      Timeline timeline,
      Consumer<WorkerKind> timedOut) {
    this.log = log;
    this.timeline = timeline;
    this.timedOut = timedOut;
    Databases databases = new Databases(client, pod, timeline);
    List<WorkerKind> workers = WorkerKind.all(pod.release());
    waiting.addAll(workers);
    for (WorkerKind worker : workers) {
      caches.put(
          worker.kind(),
          new KindCache(client, worker, pod, log, timeline, this::cacheFilled, databases::changed));
    }
  }

  void start() {
    for (WorkerKind worker : List.copyOf(waiting)) {
      log.info(
          "Starting EventSource", fields(worker, "source", "kind source: *" + worker.goType()));
      log.info("Starting Controller", fields(worker));
    }
    caches.values().forEach(KindCache::start);
    timeline.after(CACHE_SYNC_TIMEOUT, () -> waiting.stream().findFirst().ifPresent(timedOut));
  }

  private void cacheFilled() {
    for (WorkerKind worker : List.copyOf(waiting)) {
      if (worker.needs().stream().allMatch(this::isFilled)) {
        waiting.remove(worker);
        log.info("Starting workers", fields(worker, "worker count", 1));
      }
    }
  }

  private boolean isFilled(CrdKind kind) {
    KindCache cache = caches.get(kind);
    return cache != null && cache.isFilled();
  }

  private static Map<String, Object> fields(WorkerKind worker) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("controller", worker.controller());
    fields.put("controllerGroup", worker.kind().group());
    fields.put("controllerKind", worker.kind().kind());
    return fields;
  }

  private static Map<String, Object> fields(WorkerKind worker, String name, Object value) {
    Map<String, Object> fields = fields(worker);
    fields.put(name, value);
    return fields;
  }

  void stop() {
    caches.values().forEach(KindCache::stop);
  }
}
