package io.github.perconapg.health;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.perconapg.chart.Chart;
import io.github.perconapg.model.CheckResult;
import io.github.perconapg.model.CrdPolicy;
import io.github.perconapg.model.DesiredState;
import io.github.perconapg.model.Readiness;
import io.github.perconapg.model.VerifyReport;
import io.github.perconapg.problem.ProblemCode;
import io.github.perconapg.release.ReleaseRecord;
import io.github.perconapg.release.ReleaseStatus;
import io.github.perconapg.target.ApiRequests;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Carries out the checks of verify. Writes nothing. */
public final class Verifier {

  private static final String RUN_DEPLOY = "Run percona-pg:deploy with this manifest.";

  private final KubernetesClient client;

  /** Looks with the given client. */
  public Verifier(KubernetesClient client) {
    this.client = client;
  }

  /**
   * Looks at everything and reports it; a failed check does not stop the others.
   *
   * @param fingerprint of the desired chart and values
   * @param history the release's records, newest first
   */
  public VerifyReport verify(
      DesiredState desired,
      Chart chart,
      String fingerprint,
      List<ReleaseRecord> history,
      Readiness readiness) {
    var checks = new LinkedHashMap<String, Supplier<Verdict>>();
    checks.put(
        "crds-established",
        () ->
            desired.crds() == CrdPolicy.SKIP
                ? served(chart)
                : CrdCheck.look(new ApiRequests(client), chart));
    checks.put("release-proven", () -> release(desired, chart, fingerprint, history));
    var deployed = history.stream().filter(r -> r.status() == ReleaseStatus.DEPLOYED).findFirst();
    deployed.ifPresent(
        record -> checks.put("drift", () -> DriftCheck.look(new ApiRequests(client), record)));
    deployed.ifPresent(record -> operatorChecks(checks, OperatorTarget.of(record), readiness));
    return new VerifyReport(run(checks));
  }

  private void operatorChecks(
      Map<String, Supplier<Verdict>> checks, OperatorTarget operator, Readiness readiness) {
    var seen = new SnapshotReader(client).read(operator, readiness == Readiness.WORKING);
    var rules = new OperatorChecks(client, operator, seen);
    checks.put("deployment-available", rules::deployment);
    checks.put("pods-ready", rules::pods);
    checks.put("image", rules::image);
    if (readiness == Readiness.WORKING) {
      checks.put("lease-held", rules::lease);
      checks.put("workers-started", rules::workers);
    } else {
      checks.put("lease-held", () -> Verdict.notChecked("not checked (readiness=available)"));
      checks.put("workers-started", () -> Verdict.notChecked("not checked (readiness=available)"));
    }
  }

  /** Without a look at the definitions: whether their kinds are served at all. */
  private Verdict served(Chart chart) {
    var missing = ServedKinds.missing(new ApiRequests(client), chart);
    return missing.isEmpty()
        ? Verdict.notChecked("not checked (crds=skip); all kinds are served")
        : Verdict.failed(
            "kinds of the operator are not served", missing, ProblemCode.CRD_MISSING.advice());
  }

  private static List<CheckResult> run(Map<String, Supplier<Verdict>> checks) {
    var results = new ArrayList<CheckResult>();
    checks.forEach(
        (name, check) -> {
          var start = System.nanoTime();
          var verdict = check.get();
          results.add(
              new CheckResult(
                  name,
                  verdict.outcome(),
                  verdict.summary(),
                  verdict.facts(),
                  verdict.remedy(),
                  Duration.ofNanos(System.nanoTime() - start)));
        });
    return results;
  }

  private static Verdict release(
      DesiredState desired, Chart chart, String fingerprint, List<ReleaseRecord> history) {
    var name = "release " + desired.namespace() + "/" + desired.release();
    if (history.isEmpty()) {
      return Verdict.failed(name + " does not exist", List.of(), RUN_DEPLOY);
    }
    var newest = history.get(0);
    var shown = name + " revision " + newest.revision();
    if (newest.status() != ReleaseStatus.DEPLOYED) {
      return Verdict.failed(shown + " is " + newest.status(), List.of(), RUN_DEPLOY);
    }
    if (newest.fingerprint() == null) {
      return Verdict.failed(
          shown + " was not made by percona-pg", List.of(newest.description()), RUN_DEPLOY);
    }
    if (!fingerprint.equals(newest.fingerprint())) {
      return Verdict.failed(
          shown + " is not what the manifest and chart ask for",
          differs(chart, newest).map(List::of).orElse(List.of()),
          RUN_DEPLOY);
    }
    return fingerprint.equals(newest.provenFingerprint())
        ? Verdict.passed(shown + " is deployed and proven")
        : Verdict.failed(shown + " was never seen to work", List.of(), RUN_DEPLOY);
  }

  private static Optional<String> differs(Chart chart, ReleaseRecord record) {
    return chart.version().equals(record.chartVersion())
        ? Optional.of("the chart's files or the values are others")
        : Optional.of("chart " + record.chartVersion() + " is deployed, not " + chart.version());
  }
}
