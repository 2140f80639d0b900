package io.github.perconapg.internal.destroy;

import io.github.perconapg.event.EventListener;
import io.github.perconapg.internal.kubernetes.ApiPath;
import io.github.perconapg.internal.kubernetes.Connection;
import io.github.perconapg.internal.operator.CustomResource;
import io.github.perconapg.internal.ownership.OwnerChain;
import io.github.perconapg.internal.run.ChangeNotifier;
import io.github.perconapg.internal.run.Deadline;
import io.github.perconapg.internal.run.WaitReporter;
import io.github.perconapg.internal.yaml.Unstructured;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Pods of database clusters that are deleted. Most are ending by then: the garbage collector or the
 * kubelet only needs a moment more.
 */
final class LeftPods {

  /** How long pods that are ending are waited for; the kubelet grants 30 s by default. */
  private static final Duration ENDS = Duration.ofSeconds(40);

  private final Connection connection;
  private final Deadline deadline;
  private final EventListener listener;

  LeftPods(Connection connection, Deadline deadline, EventListener listener) {
    this.connection = connection;
    this.deadline = deadline;
    this.listener = listener;
  }

  /** The pods of one cluster, by what becomes of them. */
  private record Seen(CustomResource cluster, List<Object> ending, List<Object> running) {}

  /**
   * Waits for those that are ending.
   *
   * @param deleted the UIDs of all that was deleted
   * @return what is still there, a sentence each
   */
  List<String> await(List<CustomResource> clusters, Set<String> deleted) {
    var end = Deadline.in(deadline.left(ENDS));
    var waiting = new WaitReporter(listener, "databases", end);
    var paths = clusters.stream().map(c -> ApiPath.core(c.namespace(), "pods")).distinct().toList();
    try (var wake = new ChangeNotifier(connection.api(), paths)) {
      while (true) {
        var seen = clusters.stream().map(cluster -> look(cluster, deleted)).toList();
        var ending = seen.stream().flatMap(each -> names(each.ending()).stream()).toList();
        if (ending.isEmpty() || end.passed()) {
          return sentences(seen);
        }
        waiting.tell(ending.stream().map(name -> "pod " + name + " to end").toList());
        var unused = wake.await(end);
      }
    }
  }

  private Seen look(CustomResource cluster, Set<String> deleted) {
    var owners = new OwnerChain(connection.api()::get, cluster.namespace(), deleted);
    var ending = new ArrayList<Object>();
    var running = new ArrayList<Object>();
    for (var pod : ClusterData.pods(connection, cluster)) {
      var ends =
          Unstructured.at(pod, "metadata", "deletionTimestamp") != null
              || owners.taker(pod).isPresent();
      (ends ? ending : running).add(pod);
    }
    return new Seen(cluster, ending, running);
  }

  private static List<String> sentences(List<Seen> seen) {
    var sentences = new ArrayList<String>();
    for (var each : seen) {
      if (!each.ending().isEmpty()) {
        sentences.add(
            "Pods of %s are ending, and not gone yet: %s."
                .formatted(each.cluster().shown(), String.join(", ", names(each.ending()))));
      }
      if (!each.running().isEmpty()) {
        sentences.add(
            "Pods of %s still run, and nothing that was deleted owns them: %s."
                .formatted(each.cluster().shown(), String.join(", ", names(each.running()))));
      }
    }
    return sentences;
  }

  /** The names of pods. */
  static List<String> names(List<Object> pods) {
    return pods.stream().map(pod -> Unstructured.text(pod, "metadata", "name")).toList();
  }
}
