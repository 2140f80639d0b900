package io.github.perconapg.internal.diagnosis;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.github.perconapg.internal.operator.OperatorTarget;
import io.github.perconapg.internal.operator.Paused;
import io.github.perconapg.internal.problem.AdmissionRejection;
import io.github.perconapg.problem.ProblemCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** Why an operator is not ready, in the cluster's own words. */
public final class Causes {

  private static final int SHOWN_EVENTS = 4;

  /** Without a permission or a CRD the operator says the same of each kind it watches. */
  private static final int SHOWN_LINES = 2;

  /**
   * How long a pod must have been refused: the Deployment's condition of a previous revision stays
   * for a moment, and a quota may be freed by pods that are just going.
   */
  private static final Duration REFUSED_FOR = Duration.ofSeconds(3);

  private static final Duration QUOTA_FOR = Duration.ofSeconds(5);

  /**
   * How long the operator must have been forbidden something: the server's authorizer learns of a
   * RoleBinding within a moment of it.
   */
  private static final Duration FORBIDDEN_FOR = Duration.ofSeconds(15);

  private final OperatorTarget operator;
  private final Snapshot seen;
  private final FailureProbe inquiry;
  private final List<Cause> found = new ArrayList<>();

  private Causes(OperatorTarget operator, Snapshot seen, FailureProbe inquiry) {
    this.operator = operator;
    this.seen = seen;
    this.inquiry = inquiry;
  }

  /** Returns what is in the way, most telling first. */
  public static List<Cause> of(OperatorTarget operator, Snapshot seen, FailureProbe inquiry) {
    var causes = new Causes(operator, seen, inquiry);
    causes.paused();
    causes.refusedPod();
    seen.living().forEach(causes::pod);
    causes.heldLease();
    seen.living().forEach(causes::lastLines);
    causes.warnings();
    // One that the catalogue knows says more than one that it does not.
    return causes.found.stream()
        .sorted(Comparator.comparing(cause -> cause.code() == ProblemCode.NOT_READY))
        .toList();
  }

  private void paused() {
    var deployment = seen.deployment();
    if (deployment != null && Integer.valueOf(0).equals(deployment.getSpec().getReplicas())) {
      var paused = new Paused(operator.namespace(), operator.deployment());
      found.add(
          Cause.of(ProblemCode.OPERATOR_PAUSED, paused.shown())
              .remedy(paused.remedy())
              .endsAfter(REFUSED_FOR));
    }
  }

  private void refusedPod() {
    if (seen.deployment() == null || seen.deployment().getStatus() == null) {
      return;
    }
    seen.deployment().getStatus().getConditions().stream()
        .filter(c -> c.getType().equals("ReplicaFailure") && c.getStatus().equals("True"))
        .map(c -> c.getReason() + ": " + c.getMessage())
        .forEach(fact -> found.add(refusal(fact)));
  }

  private static Cause refusal(String fact) {
    var denial = AdmissionRejection.of(fact);
    if (denial.isEmpty()) {
      var refused =
          Cause.unknown("its pod is refused", fact, "Fix what the message names, then run again.");
      return fact.contains("forbidden") ? refused.endsAfter(REFUSED_FOR) : refused;
    }
    var cause = Cause.of(denial.get().code(), fact);
    if (fact.contains("failed calling webhook")) {
      return cause; // the webhook may be starting
    }
    return cause.endsAfter(cause.code() == ProblemCode.QUOTA_EXCEEDED ? QUOTA_FOR : REFUSED_FOR);
  }

  private void pod(Pod pod) {
    var name = pod.getMetadata().getName();
    Snapshot.unschedulable(pod)
        .forEach(words -> found.add(unschedulable("pod " + name + ": " + words)));
    var container = Snapshot.container(pod, operator.container());
    // What the operator says of a CRD or a permission explains its crash, not the other way
    // round.
    container.ifPresent(status -> explained(pod, status));
    container.ifPresent(
        status ->
            ContainerCauses.of(pod, status, operator).stream()
                .map(cause -> forGood(cause, pod, status))
                .forEach(found::add));
  }

  private Cause unschedulable(String fact) {
    var cause = Cause.of(ProblemCode.UNSCHEDULABLE, fact);
    if (!FailureProbe.isCordon(fact)) {
      return cause;
    }
    var nodes = inquiry.cordoned().isEmpty() ? List.of("NODE") : inquiry.cordoned();
    return cause.remedy(
        "A node is cordoned. Let it take pods again (kubectl uncordon "
            + String.join(" ", nodes)
            + "), or add a node that fits.");
  }

  /** A crash that two restarts have not helped, and whose words are the same each time. */
  private Cause forGood(Cause cause, Pod pod, ContainerStatus status) {
    var words = seen.lastWords(pod, status);
    if (cause.code() != ProblemCode.CRASH_LOOP || words.isEmpty()) {
      return cause;
    }
    var told = cause.fact(cause.fact() + "; its last error: " + words.get());
    return status.getState().getRunning() == null
            && status.getRestartCount() >= ContainerCauses.RESTARTS_FOR_GOOD
            && seen.endsAlike(pod, status)
            && !ErrorWords.mayPass(words.get())
        ? told.lasting()
        : told;
  }

  private void explained(Pod pod, ContainerStatus status) {
    var crashed = status.getState().getRunning() == null;
    var said = new EnumMap<ProblemCode, Integer>(ProblemCode.class);
    for (var line : seen.errors(pod, status)) {
      LogCauses.of(line, operator.namespace())
          .filter(code -> said.merge(code, 1, Integer::sum) <= SHOWN_LINES)
          .map(
              code ->
                  explanation(code, "log of " + pod.getMetadata().getName() + ": " + line, crashed))
          .ifPresent(found::add);
    }
  }

  /** Permissions may come a moment after the pod; the others do not come by themselves. */
  private Cause explanation(ProblemCode code, String fact, boolean crashed) {
    if (AccessCause.is(code)) {
      return AccessCause.of(operator, inquiry.absent(), fact).endsAfter(FORBIDDEN_FOR);
    }
    var cause = Cause.of(code, fact);
    return crashed ? cause.lasting() : cause;
  }

  /** Errors that explain nothing by themselves; of a crash without any, the last that it said. */
  private void lastLines(Pod pod) {
    var status = Snapshot.container(pod, operator.container()).orElse(null);
    if (status == null) {
      return;
    }
    var errors = seen.errors(pod, status);
    // How it ended says all of one that is killed for its memory; its last lines are of its work.
    var ended = ContainerCauses.ended(status);
    var crashed = ended.isPresent() && !ContainerCauses.isOutOfMemory(ended.get());
    var lines = errors.isEmpty() && crashed ? seen.lastLines(pod, status) : errors;
    lines.stream()
        .filter(line -> LogCauses.of(line, operator.namespace()).isEmpty())
        .forEach(
            line ->
                found.add(
                    Cause.unknown(
                        "its log tells of errors",
                        "log of " + pod.getMetadata().getName() + ": " + line,
                        "Read its log in the evidence, fix what it names, then run again.")));
  }

  private void heldLease() {
    var alive = seen.living();
    if (!operator.takesLease() || alive.isEmpty() || inquiry.holder().isEmpty()) {
      return;
    }
    LeaseRules.problem(operator, seen.lease(), alive.get(0), Instant.EPOCH)
        .ifPresent(
            held -> found.add(Cause.of(ProblemCode.LEASE_HELD, held + "; " + inquiry.holder())));
  }

  private void warnings() {
    var shown = new LinkedHashSet<String>();
    seen.events().stream()
        .filter(e -> "Warning".equals(e.getType()))
        .filter(this::isAboutTheOperator)
        .filter(e -> !isOfThePull(e.getMessage()) || !hasRun(e.getInvolvedObject().getUid()))
        .sorted(Comparator.comparing(EventTimes::of).reversed())
        .forEach(e -> shown.add(e.getReason() + ": " + e.getMessage()));
    shown.stream().limit(SHOWN_EVENTS).map(this::warning).forEach(this::addNew);
  }

  /** Events of pods that are gone stay for an hour and say nothing of those that are here. */
  private boolean isAboutTheOperator(Event event) {
    var about = event.getInvolvedObject();
    return "Pod".equals(about.getKind())
        ? pod(about.getUid()).isPresent()
        : about.getName().startsWith(operator.deployment());
  }

  private Optional<Pod> pod(String uid) {
    return seen.living().stream().filter(p -> p.getMetadata().getUid().equals(uid)).findFirst();
  }

  /**
   * Tells whether a pod's container has run: then its image was there, whatever was said before.
   */
  private boolean hasRun(String uid) {
    return pod(uid)
        .flatMap(p -> Snapshot.container(p, operator.container()))
        .filter(c -> c.getState().getWaiting() == null || c.getRestartCount() > 0)
        .isPresent();
  }

  /** Between two attempts to pull an image only the events tell that one has failed. */
  private Cause warning(String text) {
    var fact = "event: " + text;
    return isOfThePull(text)
        ? ImageCauses.of(text, fact, operator.image())
        : Cause.unknown("the cluster warns", fact, "Fix what the event names, then run again.");
  }

  /** What a pod says in full need not be said again by its event, in nearly the same words. */
  private void addNew(Cause warning) {
    var known = warning.code() != ProblemCode.NOT_READY;
    if (!known || found.stream().noneMatch(cause -> cause.code() == warning.code())) {
      found.add(warning);
    }
  }

  private static boolean isOfThePull(String text) {
    return text.contains("pull image");
  }
}
