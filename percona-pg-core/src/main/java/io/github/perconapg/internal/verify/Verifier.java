package io.github.perconapg.internal.verify;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.perconapg.event.EventListener;
import io.github.perconapg.internal.chart.Chart;
import io.github.perconapg.internal.diagnosis.OperatorAccess;
import io.github.perconapg.internal.diagnosis.SnapshotReader;
import io.github.perconapg.internal.helm.ReleaseRecord;
import io.github.perconapg.internal.helm.ReleaseStatus;
import io.github.perconapg.internal.kubernetes.ApiDiscovery;
import io.github.perconapg.internal.kubernetes.ApiRequests;
import io.github.perconapg.internal.kubernetes.Connection;
import io.github.perconapg.internal.kubernetes.ServedKinds;
import io.github.perconapg.internal.operator.OperatorTarget;
import io.github.perconapg.internal.operator.WatchedNamespaces;
import io.github.perconapg.internal.outlet.Outlet;
import io.github.perconapg.internal.run.Deadline;
import io.github.perconapg.model.Check;
import io.github.perconapg.model.CheckResult.Outcome;
import io.github.perconapg.model.CrdPolicy;
import io.github.perconapg.model.DesiredState;
import io.github.perconapg.model.Readiness;
import io.github.perconapg.model.VerifyOptions;
import io.github.perconapg.model.VerifyReport;
import io.github.perconapg.problem.ProblemCode;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Carries out the checks of verify, side by side. Writes nothing. */
public final class Verifier {

  private final KubernetesClient client;
  private final ApiRequests api;
  private final ApiDiscovery discovery;
  private final Outlet outlet;
  private final VerifyOptions options;
  private final EventListener listener;
  private final Deadline deadline;
  private final Map<Check, Supplier<CheckOutcome>> questions = new EnumMap<>(Check.class);

  /** Looks over the given connection, and tells the listener what it waits for. */
  public Verifier(Connection connection, VerifyOptions options, EventListener listener) {
    this.client = connection.client();
    this.api = connection.api();
    this.discovery = connection.discovery();
    this.outlet = new Outlet(connection.redactor());
    this.options = options;
    this.listener = listener;
    this.deadline = Deadline.in(options.timeout());
  }

  /**
   * Looks at everything and reports it; a failed check does not stop the others.
   *
   * @param fingerprint of the desired chart and values
   * @param history the release's records, newest first
   */
  public VerifyReport verify(
      DesiredState desired, Chart chart, String fingerprint, List<ReleaseRecord> history) {
    var deployed = history.stream().filter(r -> r.status() == ReleaseStatus.DEPLOYED).findFirst();
    crds(new CrdChecks(api, chart, deployed.orElse(null)), desired.crds());
    var release = new ReleaseChecks(desired, chart, fingerprint, history);
    questions.put(Check.RELEASE_DEPLOYED, release::deployed);
    questions.put(Check.RELEASE_WANTED, release::wanted);
    questions.put(Check.RELEASE_PROVEN, release::proven);
    deployed.ifPresent(record -> inForce(record, chart, record.equals(history.get(0))));
    questions.put(Check.WEBHOOKS, new WebhookCheck(api, desired.namespace())::look);
    questions.put(
        Check.API_ACCEPTS,
        options.dryRunApi()
            ? () -> ApiCheck.look(api, desired.namespace())
            : () -> CheckOutcome.notChecked("not requested (percona-pg.dryRunApi)"));
    var looks =
        Arrays.stream(Check.values())
            .filter(options.checks()::contains)
            .map(check -> new CheckTask(check, questions.getOrDefault(check, Verifier::noRelease)))
            .toList();
    return new VerifyReport(CheckRunner.at(looks, deadline));
  }

  private static CheckOutcome noRelease() {
    return CheckOutcome.notChecked("there is no deployed revision");
  }

  private void crds(CrdChecks crds, CrdPolicy policy) {
    if (policy == CrdPolicy.SKIP) {
      questions.put(Check.CRDS_ESTABLISHED, crds::kinds);
      questions.put(Check.CRDS_SERVED, () -> CheckOutcome.notChecked("not checked (crds=skip)"));
      questions.put(Check.CRDS_EQUAL, () -> CheckOutcome.notChecked("not checked (crds=skip)"));
    } else {
      questions.put(Check.CRDS_ESTABLISHED, crds::established);
      questions.put(Check.CRDS_SERVED, crds::served);
      questions.put(Check.CRDS_EQUAL, crds::equal);
    }
  }

  /** The checks of the current revision. */
  private void inForce(ReleaseRecord record, Chart chart, boolean newest) {
    var operator = OperatorTarget.of(record);
    var working = options.readiness() == Readiness.WORKING;
    var seen = new Memoized<>(() -> new SnapshotReader(client).read(operator, working));
    var rules = new OperatorChecks(api, operator, seen);
    questions.put(Check.DRIFT, () -> DriftCheck.look(api, discovery, record, newest, outlet));
    questions.put(Check.DEPLOYMENT_AVAILABLE, rules::deployment);
    questions.put(Check.PODS_READY, rules::pods);
    questions.put(Check.IMAGE, rules::image);
    questions.put(
        Check.RESTARTS_STEADY,
        () ->
            new RestartsCheck(client, api, operator, options.stableFor(), deadline, listener)
                .look(seen.get()));
    var access = new AccessChecks(api, operator);
    questions.put(Check.OPERATOR_RIGHTS, access::permissions);
    questions.put(Check.WATCHED_NAMESPACES, () -> access.namespaces(WatchedNamespaces.of(record)));
    questions.put(Check.LEASE_HELD, working ? rules::lease : Verifier::asAvailable);
    questions.put(Check.WORKERS_STARTED, working ? rules::workers : Verifier::asAvailable);
    questions.put(
        Check.LOG_ERRORS,
        working
            ? () ->
                new LogErrorsCheck(
                        client,
                        operator,
                        code -> repaired(code, access, record, chart),
                        new OperatorAccess(api, operator))
                    .look(rules.alive())
            : Verifier::asAvailable);
  }

  /** Tells whether the cluster as it is now has what the operator's log has missed. */
  private boolean repaired(
      ProblemCode code, AccessChecks access, ReleaseRecord record, Chart chart) {
    return switch (code) {
      case CRD_MISSING -> new ServedKinds(api).missing(chart.crdNames()).isEmpty();
      case OPERATOR_RIGHTS, WATCH_NAMESPACE_INVALID ->
          access.permissions().outcome() == Outcome.PASSED
              && access.namespaces(WatchedNamespaces.of(record)).outcome() == Outcome.PASSED;
      default -> false;
    };
  }

  private static CheckOutcome asAvailable() {
    return CheckOutcome.notChecked("not checked (readiness=available)");
  }
}
