package io.github.perconapg.internal.verify;

import io.fabric8.kubernetes.api.model.Pod;
import io.github.perconapg.internal.diagnosis.Cause;
import io.github.perconapg.internal.diagnosis.Causes;
import io.github.perconapg.internal.diagnosis.FailureProbe;
import io.github.perconapg.internal.diagnosis.LeaseRules;
import io.github.perconapg.internal.diagnosis.Snapshot;
import io.github.perconapg.internal.kubernetes.ApiPath;
import io.github.perconapg.internal.kubernetes.ApiRequests;
import io.github.perconapg.internal.operator.OperatorTarget;
import io.github.perconapg.internal.ownership.FieldOwners;
import io.github.perconapg.internal.readiness.ReadinessRules;
import io.github.perconapg.problem.ProblemCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** The checks of verify that look at the operator itself. */
final class OperatorChecks {

  private final ApiRequests api;
  private final OperatorTarget operator;
  private final Supplier<Snapshot> seen;
  private final Memoized<List<Cause>> causes = new Memoized<>(this::find);

  /**
   * @param api asks what only matters once something is wrong
   * @param seen asks the cluster when it is first needed
   */
  OperatorChecks(ApiRequests api, OperatorTarget operator, Supplier<Snapshot> seen) {
    this.api = api;
    this.operator = operator;
    this.seen = seen;
  }

  /** The pods that are not on their way out. */
  List<Pod> alive() {
    return seen.get().living();
  }

  CheckOutcome deployment() {
    return ReadinessRules.deploymentProblem(operator, seen.get().deployment())
        .map(problem -> CheckOutcome.failed(problem, causes(), remedy()))
        .orElseGet(
            () -> CheckOutcome.passed("Deployment " + operator.deployment() + " is available"));
  }

  CheckOutcome pods() {
    var alive = alive();
    if (alive.isEmpty()) {
      return CheckOutcome.failed("there is no pod", causes(), remedy());
    }
    var notReady = alive.stream().filter(p -> !Snapshot.hasCondition(p, "Ready")).toList();
    if (!notReady.isEmpty()) {
      return CheckOutcome.failed(
          notReady.size() + " of " + alive.size() + " pods are not ready", causes(), remedy());
    }
    return CheckOutcome.passed(alive.size() == 1 ? "1 pod ready" : alive.size() + " pods ready");
  }

  CheckOutcome image() {
    var alive = alive();
    var wrong = new ArrayList<String>();
    for (var pod : alive) {
      pod.getSpec().getContainers().stream()
          .filter(c -> c.getName().equals(operator.container()))
          .filter(c -> !c.getImage().equals(operator.image()))
          .forEach(c -> wrong.add("pod " + pod.getMetadata().getName() + " runs " + c.getImage()));
    }
    if (alive.isEmpty()) {
      return CheckOutcome.failed("there is no pod to compare", List.of(), remedy());
    }
    if (!wrong.isEmpty() && alive.stream().allMatch(this::imageIsAdmitted)) {
      return CheckOutcome.passed(
          "image is what admission on the cluster makes of " + operator.image(), wrong);
    }
    return wrong.isEmpty()
        ? CheckOutcome.passed("image is " + operator.image())
        : CheckOutcome.failed(
            "the image is not the chart's " + operator.image(),
            wrong,
            "Run percona-pg:deploy: it puts the chart's image back.");
  }

  /**
   * Tells whether webhooks or policies made a pod's image of the chart's: the pod is of the newest
   * template, and neither was edited.
   */
  private boolean imageIsAdmitted(Pod pod) {
    var container = "[" + operator.container() + "].image";
    var live =
        api.get(
            "/apis/apps/v1/namespaces/%s/deployments/%s"
                .formatted(operator.namespace(), operator.deployment()));
    var path = ApiPath.core(operator.namespace(), "pods") + "/" + pod.getMetadata().getName();
    var found = api.get(path);
    return live != null
        && found != null
        && ReadinessRules.deploymentProblem(operator, seen.get().deployment()).isEmpty()
        && new FieldOwners(live).isHelms("spec.template.spec.containers" + container)
        && new FieldOwners(found)
            .isOf("spec.containers" + container, Set.of("kube-controller-manager"));
  }

  CheckOutcome lease() {
    if (!operator.takesLease()) {
      return CheckOutcome.notChecked("operator " + operator.version().text() + " takes no Lease");
    }
    if (!seen.get().leaseReadable()) {
      return CheckOutcome.unknown(
          "Leases may not be read", "Grant get on leases in " + operator.namespace() + ".");
    }
    var problems = new ArrayList<String>();
    for (var pod : alive()) {
      var problem = LeaseRules.problem(operator, seen.get().lease(), pod, startOf(pod));
      if (problem.isEmpty()) {
        return CheckOutcome.passed("the Lease is held by pod " + pod.getMetadata().getName());
      }
      problems.add(problem.get());
    }
    problems.addAll(causes());
    return CheckOutcome.failed("no pod of the operator leads", problems, remedy());
  }

  CheckOutcome workers() {
    var expected = operator.version().controllers();
    if (expected.isEmpty()) {
      return CheckOutcome.unknown(
          "controllers of operator " + operator.version().text() + " are not known to this tool",
          "Read the operator's log.");
    }
    if (!operator.logsStartUp()) {
      return CheckOutcome.unknown(
          "LOG_LEVEL " + operator.logLevel() + " hides the start-up lines",
          "Nothing, or set chart value logLevel to INFO.");
    }
    var closest = expected.get();
    for (var pod : alive()) {
      var log =
          Snapshot.container(pod, operator.container())
              .map(s -> seen.get().logs().get(Snapshot.runOf(pod, s)))
              .orElse(null);
      if (log == null) {
        continue;
      }
      if (!log.reachesBackTo(startOf(pod))) {
        return CheckOutcome.unknown(
            "the log cannot be read, or does not reach back to the container's start",
            "Nothing; the other checks stand for it.");
      }
      var missing = new TreeSet<>(expected.get());
      missing.removeAll(log.workers());
      if (missing.isEmpty()) {
        return CheckOutcome.passed(
            expected.get().size() + " controllers have started their workers");
      }
      closest = missing;
    }
    return CheckOutcome.failed(
        "controllers without workers: " + String.join(", ", new TreeSet<>(closest)),
        causes(),
        remedy());
  }

  private Instant startOf(Pod pod) {
    return ReadinessRules.startOf(operator, pod);
  }

  private List<String> causes() {
    var facts = new ArrayList<String>();
    causes.get().stream()
        .findFirst()
        .filter(cause -> cause.code() != ProblemCode.NOT_READY)
        .ifPresent(cause -> facts.add(cause.sentence() + " [" + cause.code().id() + "]"));
    causes.get().stream().map(Cause::fact).distinct().forEach(facts::add);
    return facts;
  }

  private List<Cause> find() {
    return Causes.of(operator, seen.get(), FailureProbe.of(api, operator, seen.get()));
  }

  private String remedy() {
    return causes.get().stream()
        .findFirst()
        .map(Cause::remedy)
        .orElse("Run percona-pg:deploy, which repairs what it can and says what it cannot.");
  }
}
