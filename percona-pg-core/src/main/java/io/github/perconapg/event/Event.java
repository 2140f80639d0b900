package io.github.perconapg.event;

import io.github.perconapg.model.Step;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Progress of a running verb. */
public sealed interface Event {

  /**
   * The target cluster was resolved; always the first event.
   *
   * @param name the name by which it was found, for example a context
   * @param server the API server's address
   * @param identity the caller's identity there, for example a user name of the kubeconfig
   */
  record TargetResolved(String name, String server, String identity) implements Event {}

  /**
   * The plan is made. Sent before anything is written.
   *
   * @param changes one line per change: action, kind, name and summary; empty if there is nothing
   *     to do
   */
  record Planned(List<String> changes) implements Event {
    /** Copies the list, so that the record is immutable. */
    public Planned {
      changes = List.copyOf(changes);
    }
  }

  /**
   * A step started.
   *
   * @param step its name, the same as in {@link Step#name}
   * @param what its purpose, in a few words
   */
  record StepStarted(String step, String what) implements Event {}

  /**
   * A step is waiting. Sent when the wait begins, when its conditions change, and about every ten
   * seconds otherwise.
   *
   * @param step the step's name
   * @param waitingFor the conditions that are not met yet, in the cluster's words if it has any;
   *     not empty
   * @param since how long it has waited for these conditions
   * @param left the time that remains until it gives up
   */
  record Waiting(String step, List<String> waitingFor, Duration since, Duration left)
      implements Event {
    /** Copies the list, so that the record is immutable. */
    public Waiting {
      waitingFor = List.copyOf(waitingFor);
    }
  }

  /**
   * A step succeeded.
   *
   * @param step the step and its outcome
   */
  record StepFinished(Step step) implements Event {}

  /**
   * The operator's Lease was released after its holder had terminated, so that the next operator
   * leads at once.
   *
   * @param lease namespace and name
   * @param holder the pod that held it
   */
  record LeaseReleased(String lease, String holder) implements Event {}

  /**
   * Evidence of a failure was saved, before anything is undone.
   *
   * @param folder the folder with the evidence
   */
  record EvidenceKept(Path folder) implements Event {}

  /**
   * A warning, which does not stop the verb.
   *
   * @param message one sentence
   */
  record Warned(String message) implements Event {}

  /**
   * A request was answered or failed.
   *
   * @param method HTTP method
   * @param path path and query, without host
   * @param status HTTP status, or 0 if there was no response
   * @param duration the time until the response's headers arrived
   */
  record RequestSent(String method, String path, int status, Duration duration) implements Event {}
}
