package io.github.perconapg.internal.readiness;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.perconapg.event.EventListener;
import io.github.perconapg.internal.diagnosis.AccessCause;
import io.github.perconapg.internal.diagnosis.Cause;
import io.github.perconapg.internal.diagnosis.Causes;
import io.github.perconapg.internal.diagnosis.FailureProbe;
import io.github.perconapg.internal.diagnosis.OperatorAccess;
import io.github.perconapg.internal.diagnosis.Snapshot;
import io.github.perconapg.internal.diagnosis.TerminalCauses;
import io.github.perconapg.internal.kubernetes.Connection;
import io.github.perconapg.internal.operator.OperatorTarget;
import io.github.perconapg.internal.problem.Interruption;
import io.github.perconapg.internal.run.Deadline;
import io.github.perconapg.internal.run.WaitReporter;
import io.github.perconapg.model.Readiness;
import io.github.perconapg.problem.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Waits until an operator is ready. */
public final class ReadyWait {

  /**
   * Where the start-up lines cannot be seen, an operator counts as ready once everything else has
   * held for this long without a restart or an error line.
   */
  private static final Duration STEADY = Duration.ofSeconds(5);

  /**
   * How long one that has restarted must hold: an operator that is killed for its memory is
   * Available for 15 to 19 s each time (operator-facts).
   */
  private static final Duration AFTER_RESTARTS = Duration.ofSeconds(20);

  private final Connection connection;
  private final EventListener listener;

  /** Watches over the given connection and tells the listener what is waited for. */
  public ReadyWait(Connection connection, EventListener listener) {
    this.connection = connection;
    this.listener = listener;
  }

  /**
   * Waits by watch.
   *
   * @param step the step under which the listener is told
   * @param deadline when to give up
   * @return what could not be told, one sentence each; empty when all was seen
   * @throws io.github.perconapg.problem.PerconaPgException when the deadline passes, or at once for
   *     a cause that no waiting helps: with the cause's code, or {@code not-ready} when none is
   *     found, with what was still missing and the cluster's own words; when the thread is
   *     interrupted
   */
  public List<String> await(
      OperatorTarget operator, Readiness readiness, String step, Deadline deadline) {
    try (var watch =
        new OperatorWatch(connection.client(), connection.api(), operator, readiness)) {
      return await(watch, readiness, step, deadline);
    } catch (KubernetesClientException e) {
      throw connection.failure("watching Deployment " + operator.deployment(), e);
    } catch (InterruptedException e) {
      throw Interruption.of(
          e,
          "Interrupted while waiting for the operator",
          "Run again; what was begun is then ended.");
    }
  }

  private List<String> await(
      OperatorWatch watch, Readiness readiness, String step, Deadline deadline)
      throws InterruptedException {
    var waiting = new WaitReporter(listener, step, deadline);
    var steady = new StabilityWindow();
    var endings = new TerminalCauses();
    while (true) {
      var seen = watch.snapshot();
      var judgement = ReadinessRules.judge(watch.operator(), readiness, seen);
      if (judgement.ready()) {
        var time = seen.restarted() ? AFTER_RESTARTS : STEADY;
        var certain = judgement.unknown().isEmpty() && !seen.restarted();
        if (certain || steady.heldFor(seen, time)) {
          return judgement.unknown();
        }
      } else {
        steady.reset();
        var told = new ArrayList<>(judgement.missing());
        told.addAll(WaitingHints.of(watch.operator(), seen));
        waiting.tell(told);
        var due = endings.due(seen.settled() ? causes(watch, seen, FailureProbe.NONE) : List.of());
        if (due.isPresent()) {
          if (stillHolds(watch.operator(), due.get())) {
            throw failed(watch, seen, judgement, due.get(), " cannot become ready: ");
          }
          endings.again(due.get());
        }
      }
      if (deadline.passed()) {
        throw failed(
            watch, seen, judgement, null, " was not ready within " + deadline.shown() + ": ");
      }
      watch.awaitChange(
          waiting.nextLook(
              endings.nextLook(
                  steady.nextLook(deadline.left(), seen.restarted() ? AFTER_RESTARTS : STEADY))));
    }
  }

  /**
   * Tells whether a cause is more than an old line of the log. A permission that has come meanwhile
   * is used only when the operator asks again, which may take it a minute.
   */
  private boolean stillHolds(OperatorTarget operator, Cause due) {
    return !AccessCause.is(due.code()) || new OperatorAccess(connection.api(), operator).denied();
  }

  private static List<Cause> causes(OperatorWatch watch, Snapshot seen, FailureProbe inquiry) {
    return Causes.of(watch.operator(), seen, inquiry);
  }

  private static boolean isSame(Cause one, Cause other) {
    return one.code() == other.code()
        || (AccessCause.is(one.code()) && AccessCause.is(other.code()));
  }

  private RuntimeException failed(
      OperatorWatch watch,
      Snapshot seen,
      ReadinessResult judgement,
      @Nullable Cause due,
      String how) {
    var operator = watch.operator();
    var causes =
        new ArrayList<>(causes(watch, seen, FailureProbe.of(connection.api(), operator, seen)));
    if (due != null) {
      // What has been asked meanwhile says more of the same.
      var first = causes.stream().filter(cause -> isSame(cause, due)).findFirst().orElse(due);
      causes.remove(first);
      causes.add(0, first);
    }
    var facts = new ArrayList<String>();
    judgement.missing().forEach(m -> facts.add("still missing: " + m));
    causes.stream().map(Cause::fact).distinct().forEach(facts::add);
    var first =
        causes.isEmpty()
            ? Cause.unknown(
                judgement.missing().isEmpty()
                    ? "it did not stay as it was for " + STEADY.toSeconds() + " s"
                    : judgement.missing().get(0),
                "",
                "Look at kubectl describe deployment "
                    + operator.deployment()
                    + " -n "
                    + operator.namespace()
                    + "; a larger percona-pg.timeout may help.")
            : causes.get(0);
    var name = operator.namespace() + "/" + operator.deployment();
    return Problem.of(first.code(), "Operator " + name + how + first.sentence(), first.remedy())
        .facts(facts)
        .asException();
  }
}
