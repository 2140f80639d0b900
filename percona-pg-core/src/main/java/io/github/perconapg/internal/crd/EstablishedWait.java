package io.github.perconapg.internal.crd;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.perconapg.internal.kubernetes.ApiPath;
import io.github.perconapg.internal.kubernetes.ApiRequests;
import io.github.perconapg.internal.kubernetes.Connection;
import io.github.perconapg.internal.kubernetes.MetadataWatch;
import io.github.perconapg.internal.kubernetes.ServedKinds;
import io.github.perconapg.internal.problem.Interruption;
import io.github.perconapg.internal.run.Deadline;
import io.github.perconapg.internal.yaml.Unstructured;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Waits until CRDs are Established. It watches their metadata, and asks discovery after a change:
 * the API server lists a resource there only once its CRD is Established. Watching whole CRDs would
 * transfer and parse some ten megabytes.
 */
public final class EstablishedWait implements AutoCloseable {

  /** How the managed fields of the API server show that a CRD has this condition. */
  private static final String HAS_CONDITION = "k:{\\\"type\\\":\\\"Established\\\"}";

  /**
   * Discovery follows the last condition by some hundredths of a second, so it is asked soon, then
   * less and less often, to spare a busy API server.
   */
  private static final long SOON_MILLIS = 30;

  private static final long LATER_MILLIS = 500;

  /** How long nothing may move before discovery is asked anyway: the watch may have ended. */
  private static final long QUIET_MILLIS = 1000;

  /**
   * How long nothing may move before whole CRDs are read: a rejected one never moves again, and
   * only its whole form of up to 750 kB says so. A busy API server is silent for a second or two.
   */
  private static final long STILL_MILLIS = 3000;

  private final Connection connection;
  private final ApiRequests api;
  private final Set<String> missing;
  private final Set<String> unjudged = ConcurrentHashMap.newKeySet();
  private final Deadline deadline;
  private final Semaphore changes = new Semaphore(0);
  private final MetadataWatch watch;

  /** Starts the watch, so that it sees everything that is applied afterwards. */
  public EstablishedWait(Connection connection, Collection<String> names, Deadline deadline) {
    this.connection = connection;
    this.api = connection.api();
    this.missing = new TreeSet<>(names);
    this.unjudged.addAll(names);
    this.deadline = deadline;
    this.watch = api.watchMetadata(ApiPath.DEFINITIONS, this::changed);
  }

  /**
   * Waits.
   *
   * @throws io.github.perconapg.problem.PerconaPgException {@code crd-not-established} with the
   *     conditions of the first that is not, if the deadline passes
   */
  public void await() {
    var interval = SOON_MILLIS;
    var quiet = 0L;
    var served = new ServedKinds(api);
    try {
      while (true) {
        var soon = unjudged.isEmpty();
        var atMost = soon ? interval : QUIET_MILLIS;
        var woken =
            changes.tryAcquire(Math.min(atMost, deadline.left().toMillis()), TimeUnit.MILLISECONDS);
        changes.drainPermits();
        if (soon) {
          interval = Math.min(2 * interval, LATER_MILLIS);
        }
        if (!woken || unjudged.isEmpty()) {
          missing.retainAll(served.missing(missing));
        }
        if (missing.isEmpty()) {
          return;
        }
        quiet = woken ? 0 : quiet + atMost;
        if (quiet >= STILL_MILLIS) {
          refuseRejected();
          served = new ServedKinds(api); // a group may have a new version
          quiet = 0;
        }
        if (deadline.passed()) {
          throw notEstablished(
              missing.iterator().next(), "was not Established within " + deadline.shown());
        }
      }
    } catch (KubernetesClientException e) {
      throw connection.failure("waiting for the CRDs to be Established", e);
    } catch (InterruptedException e) {
      throw Interruption.of(
          e,
          "Interrupted while waiting for the CRDs to be Established",
          "Run it again: it resumes and completes the interrupted work.");
    }
  }

  @Override
  public void close() {
    watch.close();
  }

  private void changed(String event) {
    if (event.contains(HAS_CONDITION)) {
      unjudged.removeIf(name -> event.contains("\"name\":\"" + name + "\""));
    }
    changes.release();
  }

  /** Refuses a CRD whose names another one has: it is never Established. */
  private void refuseRejected() {
    for (var name : missing) {
      if (conditionsOf(name).stream()
          .anyMatch(
              c ->
                  Unstructured.text(c, "type").equals("NamesAccepted")
                      && Unstructured.text(c, "status").equals("False"))) {
        throw notEstablished(name, "cannot be Established: the API server rejects its names");
      }
    }
  }

  private RuntimeException notEstablished(String name, String how) {
    var conditions = new ArrayList<String>();
    for (var condition : conditionsOf(name)) {
      conditions.add(
          Unstructured.text(condition, "type")
              + "="
              + Unstructured.text(condition, "status")
              + ": "
              + Unstructured.text(condition, "reason")
              + " "
              + Unstructured.text(condition, "message"));
    }
    return Problem.of(
            ProblemCode.CRD_NOT_ESTABLISHED,
            "CustomResourceDefinition " + name + " " + how,
            "Fix what its conditions say, then run again.")
        .facts(conditions)
        .asException();
  }

  private List<Object> conditionsOf(String name) {
    return Unstructured.list(api.get(ApiPath.crd(name)), "status", "conditions");
  }
}
