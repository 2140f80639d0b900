package io.github.perconapg.deploy;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.perconapg.health.Deadline;
import io.github.perconapg.plan.ServedKinds;
import io.github.perconapg.problem.Interruption;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import io.github.perconapg.target.ApiPath;
import io.github.perconapg.target.ApiRequests;
import io.github.perconapg.target.Connection;
import io.github.perconapg.target.MetadataWatch;
import io.github.perconapg.target.Unstructured;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Waits until definitions are Established. Their metadata is watched, and discovery is asked when
 * it has changed: the API server lists a resource there only once its definition is Established.
 * Watching whole definitions would move, and parse, some ten megabytes.
 */
final class EstablishedWait implements AutoCloseable {

  /** How the fields that the API server manages show that a definition has this condition. */
  private static final String HAS_CONDITION = "k:{\\\"type\\\":\\\"Established\\\"}";

  /**
   * Discovery follows the last condition by some hundredths of a second: it is asked soon, then
   * less and less often, so that a busy API server is not made busier.
   */
  private static final long SOON_MILLIS = 30;

  private static final long LATER_MILLIS = 500;

  /** So long may nothing move before discovery is asked all the same: the watch may have ended. */
  private static final long QUIET_MILLIS = 1000;

  /**
   * A definition that is rejected never moves again, and only its whole form says so. That has up
   * to 750 kB, and a busy API server is silent for a second or two.
   */
  private static final long STILL_MILLIS = 3000;

  private final Connection connection;
  private final ApiRequests api;
  private final Set<String> missing;
  private final Set<String> unjudged = ConcurrentHashMap.newKeySet();
  private final Deadline deadline;
  private final Semaphore changes = new Semaphore(0);
  private final MetadataWatch watch;

  /** Begins to watch, so that nothing is missed of what is applied after. */
  EstablishedWait(Connection connection, Collection<String> names, Deadline deadline) {
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
   *     conditions of the first that is not, when the deadline passes
   */
  void await() {
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
          served = new ServedKinds(api); // a group may have got another version
          quiet = 0;
        }
        if (deadline.passed()) {
          throw notEstablished(
              missing.iterator().next(), "was not Established within " + deadline.shown());
        }
      }
    } catch (KubernetesClientException e) {
      throw connection.failure("waiting for the definitions to be Established", e);
    } catch (InterruptedException e) {
      throw Interruption.of(
          e,
          "Interrupted while waiting for the definitions to be Established",
          "Run again; what was begun is then ended.");
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

  /** One whose names another definition has is never Established; read only when nothing moves. */
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
            "Mend what its conditions say, then run again.")
        .facts(conditions)
        .asException();
  }

  private List<Object> conditionsOf(String name) {
    return Unstructured.list(api.get(ApiPath.definition(name)), "status", "conditions");
  }
}
