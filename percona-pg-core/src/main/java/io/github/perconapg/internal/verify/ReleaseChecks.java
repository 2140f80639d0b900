package io.github.perconapg.internal.verify;

import io.github.perconapg.internal.chart.Chart;
import io.github.perconapg.internal.helm.ReleaseRecord;
import io.github.perconapg.internal.helm.ReleaseStatus;
import io.github.perconapg.model.DesiredState;
import java.util.List;

/** The checks of verify that look at the release's records. */
final class ReleaseChecks {

  private static final String RUN_DEPLOY = "Run percona-pg:deploy with this manifest.";

  private final DesiredState desired;
  private final Chart chart;
  private final String fingerprint;
  private final List<ReleaseRecord> history;

  /**
   * @param fingerprint of the desired chart and values
   * @param history the release's records, newest first
   */
  ReleaseChecks(
      DesiredState desired, Chart chart, String fingerprint, List<ReleaseRecord> history) {
    this.desired = desired;
    this.chart = chart;
    this.fingerprint = fingerprint;
    this.history = history;
  }

  CheckOutcome deployed() {
    var name = "release " + desired.namespace() + "/" + desired.release();
    if (history.isEmpty()) {
      return CheckOutcome.failed(name + " does not exist", List.of(), RUN_DEPLOY);
    }
    var newest = history.get(0);
    if (newest.status() != ReleaseStatus.DEPLOYED) {
      return CheckOutcome.failed(shown(newest) + " is " + newest.status(), List.of(), RUN_DEPLOY);
    }
    if (newest.fingerprint() == null) {
      return CheckOutcome.failed(
          shown(newest) + " was not made by percona-pg", List.of(newest.description()), RUN_DEPLOY);
    }
    return CheckOutcome.passed(shown(newest) + " is deployed");
  }

  CheckOutcome wanted() {
    if (history.isEmpty() || history.get(0).fingerprint() == null) {
      return CheckOutcome.notChecked("there is no revision of this tool");
    }
    var newest = history.get(0);
    if (fingerprint.equals(newest.fingerprint())) {
      return CheckOutcome.passed("chart " + newest.chartVersion() + " with the requested values");
    }
    return CheckOutcome.failed(
        shown(newest) + " is not what the manifest and chart ask for",
        List.of(
            chart.version().equals(newest.chartVersion())
                ? "the chart's files or the values are others"
                : "chart " + newest.chartVersion() + " is deployed, not " + chart.version()),
        RUN_DEPLOY);
  }

  CheckOutcome proven() {
    if (history.isEmpty() || history.get(0).fingerprint() == null) {
      return CheckOutcome.notChecked("there is no revision of this tool");
    }
    var newest = history.get(0);
    var own = String.valueOf(newest.fingerprint());
    return own.equals(newest.provenFingerprint())
        ? CheckOutcome.passed(shown(newest) + " was verified")
        : CheckOutcome.failed(shown(newest) + " was never seen to work", List.of(), RUN_DEPLOY);
  }

  private static String shown(ReleaseRecord record) {
    return "release " + record.namespace() + "/" + record.name() + " revision " + record.revision();
  }
}
