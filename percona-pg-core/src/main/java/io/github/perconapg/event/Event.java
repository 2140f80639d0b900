package io.github.perconapg.event;

import io.github.perconapg.model.Step;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Something that happened while a verb ran. */
public sealed interface Event {

  /**
   * The cluster that is worked on; always the first event.
   *
   * @param name the name under which it was found, for example a context
   * @param server the API server's address
   * @param identity who the caller is there, for example a user name of the kubeconfig
   */
  record TargetResolved(String name, String server, String identity) implements Event {}

  /**
   * It is known what will be done. Sent before anything is written.
   *
   * @param changes a line each: action, kind, name, and what it comes to; empty when nothing is to
   *     do
   */
  record Planned(List<String> changes) implements Event {
    /** Copies the list, so that the record is immutable. */
    public Planned {
      changes = List.copyOf(changes);
    }
  }

  /**
   * A step begins.
   *
   * @param step its name, the same as in {@link Step#name}
   * @param what what it sets out to do, in a few words
   */
  record StepStarted(String step, String what) implements Event {}

  /**
   * A step waits. Sent when it begins to wait, when what it waits for changes, and every ten
   * seconds or so while it does not.
   *
   * @param step the step's name
   * @param waitingFor each thing that is still missing, in the cluster's words where there are any;
   *     not empty
   * @param since how long it has waited for this
   * @param left how long it waits at most from now on
   */
  record Waiting(String step, List<String> waitingFor, Duration since, Duration left)
      implements Event {
    /** Copies the list, so that the record is immutable. */
    public Waiting {
      waitingFor = List.copyOf(waitingFor);
    }
  }

  /**
   * A step ended well.
   *
   * @param step what was done
   */
  record StepFinished(Step step) implements Event {}

  /**
   * The operator's Lease was given free after its holder had ended, so that the next operator leads
   * at once.
   *
   * @param lease namespace and name
   * @param holder the pod that had held it
   */
  record LeaseReleased(String lease, String holder) implements Event {}

  /**
   * What was seen of a failure was written down, before anything is undone.
   *
   * @param folder where
   */
  record EvidenceKept(Path folder) implements Event {}

  /**
   * Something a person should know, which stops nothing.
   *
   * @param message one sentence
   */
  record Warned(String message) implements Event {}

  /**
   * A request was answered, or failed.
   *
   * @param method HTTP method
   * @param path path and query, without host
   * @param status HTTP status, or 0 when there was no answer
   * @param duration until the answer's head arrived
   */
  record RequestSent(String method, String path, int status, Duration duration) implements Event {}
}
