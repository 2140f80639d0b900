package io.github.perconapg.controlplane.operator;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.AnyNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.github.perconapg.controlplane.chart.CrdKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Lists one kind in the namespaces that the operator looks after, then watches it. */
final class KindCache {
  private static final Duration MISSING_KIND = Duration.ofSeconds(10);
  private static final Duration RELIST = Duration.ofSeconds(1);

  private final KubernetesClient client;
  private final WorkerKind worker;
  private final OperatorLog log;
  private final Timeline timeline;
  private final Runnable filled;
  private final BiConsumer<CrdKind, GenericKubernetesResource> changed;
  private final List<String> missing;
  private final List<Watch> watches = new ArrayList<>();

  KindCache(
      KubernetesClient client,
      WorkerKind worker,
      OperatorPod pod,
      OperatorLog log,
      Timeline timeline,
      Runnable filled,
      BiConsumer<CrdKind, GenericKubernetesResource> changed) {
    this.client = client;
    this.worker = worker;
    this.log = log;
    this.timeline = timeline;
    this.filled = filled;
    this.changed = changed;
    List<String> watched = pod.watchedNamespaces();
    this.missing = new ArrayList<>(watched.isEmpty() ? List.of("") : watched);
  }

  /** Whether every namespace has been listed once. */
  boolean isFilled() {
    return missing.isEmpty();
  }

  void start() {
    for (String namespace : List.copyOf(missing)) {
      list(namespace);
    }
  }

  private void list(String namespace) {
    try {
      GenericKubernetesResourceList found = in(namespace).list();
      found.getItems().forEach(this::tell);
      watch(namespace, found.getMetadata().getResourceVersion());
    } catch (KubernetesClientException e) {
      complain(namespace, e);
      return;
    }
    if (missing.remove(namespace) && missing.isEmpty()) {
      filled.run();
    }
  }

  private void tell(GenericKubernetesResource item) {
    timeline.now(() -> changed.accept(worker.kind(), item));
  }

  private void complain(String namespace, KubernetesClientException e) {
    boolean neverSeen = missing.contains(namespace);
    if (e.getCode() == 404 && neverSeen) {
      log.error(
          "controller-runtime.source.Kind",
          "if kind is a CRD, it should be installed before calling Start",
          Map.of(
              "kind",
              worker.kind().kind() + "." + worker.kind().group(),
              "error",
              ApiWords.noMatches(worker.kind())));
      timeline.after(MISSING_KIND, () -> list(namespace));
      return;
    }
    log.error(
        "controller-runtime.cache.UnhandledError",
        "Failed to watch",
        Map.of(
            "type", "*" + worker.goType(),
            "error", "failed to list *" + worker.goType() + ": " + ApiWords.ofList(e)));
    timeline.after(RELIST, () -> list(namespace));
  }

  private AnyNamespaceOperation<
          GenericKubernetesResource,
          GenericKubernetesResourceList,
          Resource<GenericKubernetesResource>>
      in(String namespace) {
    ResourceDefinitionContext context =
        new ResourceDefinitionContext.Builder()
            .withGroup(worker.kind().group())
            .withVersion(worker.kind().version())
            .withKind(worker.kind().kind())
            .withPlural(worker.kind().plural())
            .withNamespaced(true)
            .build();
    var all = client.genericKubernetesResources(context);
    return namespace.isEmpty() ? all.inAnyNamespace() : all.inNamespace(namespace);
  }

  private void watch(String namespace, String from) {
    Watch watch =
        in(namespace)
            .watch(
                new ListOptionsBuilder().withResourceVersion(from).build(),
                new Watcher<GenericKubernetesResource>() {
                  @Override
                  public void eventReceived(Action action, GenericKubernetesResource item) {
                    if (action != Action.DELETED) {
                      tell(item);
                    }
                  }

                  @Override
                  public void onClose(WatcherException cause) {
                    timeline.after(RELIST, () -> list(namespace));
                  }
                });
    watches.add(watch);
  }

  void stop() {
    watches.forEach(Watch::close);
  }
}
