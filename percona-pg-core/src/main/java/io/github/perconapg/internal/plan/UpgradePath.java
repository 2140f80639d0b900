package io.github.perconapg.internal.plan;

import io.github.perconapg.internal.chart.ChartVersion;
import io.github.perconapg.internal.chart.SemVer;
import io.github.perconapg.internal.operator.OperatorMinor;
import io.github.perconapg.internal.problem.Truncation;
import io.github.perconapg.model.Consent;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The way from the installed operator to the wanted one, by the operator's own rule: one minor
 * version at a time, never back, and 3.0 is a boundary that cannot be crossed back. The operator's
 * version decides; a company's own chart may count as it likes.
 *
 * @param steps the charts to deploy, in order; the last is the wanted one
 * @param refusals why this way is not taken
 */
record UpgradePath(List<ChartVersion> steps, List<Problem> refusals) {

  private static final OperatorMinor THREE = new OperatorMinor(3, 0);

  private static final int SHOWN_MINORS = 6;

  /** What changes for good with 3.0, from its release notes and its CRDs. */
  private static final List<String> WHAT_3_0_CHANGES =
      List.of(
          "3.0 moves postgresclusters, pgupgrades, pgadmins and crunchybridgeclusters from group"
              + " postgres-operator.crunchydata.com to upstream.pgv2.percona.com",
          "its operator moves every cluster there; an older operator finds them no more, so that"
              + " neither rollback nor downgrade is possible",
          "crVersion 2.7 and older are not served any more",
          "the four previous CRDs stay; delete them by hand once nothing uses them");

  UpgradePath {
    steps = List.copyOf(steps);
    refusals = List.copyOf(refusals);
  }

  /** Straight to the wanted chart. */
  static UpgradePath straight(ChartVersion wanted) {
    return new UpgradePath(List.of(wanted), List.of());
  }

  /** The chart versions on the way, the wanted one last; empty when one deploy is enough. */
  List<String> versions() {
    return steps.size() > 1 ? steps.stream().map(ChartVersion::version).toList() : List.of();
  }

  /**
   * Finds the way.
   *
   * @param available the versions before the wanted one that can be had; read when it matters which
   *     there are
   */
  static UpgradePath of(
      String release,
      ChartVersion installed,
      ChartVersion wanted,
      Consent consent,
      Supplier<List<ChartVersion>> available) {
    var from = OperatorMinor.of(installed.appVersion()).orElse(null);
    var to = OperatorMinor.of(wanted.appVersion()).orElse(null);
    if (installed.appVersion().equals(wanted.appVersion()) || from == null || to == null) {
      return straight(wanted);
    }
    var what = "Release " + release + ": chart " + installed + " to " + wanted;
    if (to.compareTo(from) < 0 || (to.equals(from) && isOlderPatch(wanted, installed))) {
      return refused(
          wanted,
          jump(
              what + " would go back, and the operator and its CRDs are never downgraded",
              "Set percona-pg.chartVersion to " + installed.version() + ", which is installed."));
    }
    if (from.major() < 2 && to.major() >= 2) {
      return refused(
          wanted,
          jump(
              what + " is no upgrade: operator 2 and later do not serve operator 1's clusters",
              "Install it as a release of its own, in another namespace, and move the databases to"
                  + " it by backup and restore."));
    }
    var refusals = new ArrayList<Problem>();
    crossing(what, from, to, consent).ifPresent(refusals::add);
    return through(what, from, to, wanted, consent, available, refusals);
  }

  /** Returns the problem that a major version is crossed without consent. */
  private static Optional<Problem> crossing(
      String what, OperatorMinor from, OperatorMinor to, Consent consent) {
    if (from.major() == to.major() || consent.acceptIrreversible()) {
      return Optional.empty();
    }
    var crossesThree = from.compareTo(THREE) < 0 && to.compareTo(THREE) >= 0;
    return Optional.of(
        Problem.of(
                ProblemCode.IRREVERSIBLE,
                what + " crosses a major version, which cannot be undone",
                "Back the databases up, then confirm with percona-pg.acceptIrreversible=true.")
            .facts(crossesThree ? WHAT_3_0_CHANGES : List.of()));
  }

  private static UpgradePath through(
      String what,
      OperatorMinor from,
      OperatorMinor to,
      ChartVersion wanted,
      Consent consent,
      Supplier<List<ChartVersion>> available,
      List<Problem> refusals) {
    var releases =
        from.needsReleasesUntil(to) ? released(available.get()) : List.<ChartVersion>of();
    var between =
        from.until(
            to, releases.stream().flatMap(v -> OperatorMinor.of(v.appVersion()).stream()).toList());
    if (between.isEmpty()) {
      return new UpgradePath(List.of(wanted), refusals);
    }
    if (!consent.stepwise()) {
      refusals.add(skips(what, between, wanted));
      return new UpgradePath(List.of(wanted), refusals);
    }
    var steps = new ArrayList<ChartVersion>();
    var missing = new ArrayList<String>();
    var charts = releases.isEmpty() ? released(available.get()) : releases;
    for (var minor : between) {
      newestOf(minor, charts).ifPresentOrElse(steps::add, () -> missing.add(minor.toString()));
    }
    if (!missing.isEmpty()) {
      refusals.add(missing(what, missing));
    }
    steps.add(wanted);
    return new UpgradePath(steps, refusals);
  }

  private static Problem skips(String what, List<OperatorMinor> between, ChartVersion wanted) {
    var named = between.stream().map(minor -> minor + ".x").toList();
    return jump(
        what + " would skip a minor version, and the operator is upgraded one minor at a time",
        "Deploy "
            + Truncation.words(named, SHOWN_MINORS)
            + " and "
            + wanted
            + " one after another, with percona-pg.chartVersion, or let percona-pg.stepwise=true do"
            + " so.");
  }

  private static Problem missing(String what, List<String> missing) {
    var one = missing.size() == 1;
    return jump(
        what
            + (one ? " needs a chart of " : " needs charts of ")
            + Truncation.words(missing, SHOWN_MINORS)
            + (one ? " between, and there is none" : " between, and there are none"),
        "Put pg-operator-"
            + missing.get(0)
            + ".x.tgz beside the chart's archive, or name a chart repository that has it.");
  }

  /** Returns those that are meant to be used: neither chart nor operator is a pre-release. */
  private static List<ChartVersion> released(List<ChartVersion> available) {
    return available.stream()
        .filter(chart -> isRelease(chart.version()) && isRelease(chart.appVersion()))
        .toList();
  }

  private static boolean isRelease(String version) {
    var parsed = SemVer.parse(version);
    return parsed != null && parsed.preRelease().isEmpty();
  }

  /** The chart with the newest operator of a minor, and of these the newest chart. */
  private static Optional<ChartVersion> newestOf(OperatorMinor minor, List<ChartVersion> charts) {
    Comparator<ChartVersion> order =
        Comparator.comparing(chart -> SemVer.parse(chart.appVersion()), SemVer.PRECEDENCE);
    return charts.stream()
        .filter(chart -> minor.has(chart.appVersion()))
        .max(order.thenComparing(chart -> SemVer.parse(chart.version()), SemVer.PRECEDENCE));
  }

  private static boolean isOlderPatch(ChartVersion wanted, ChartVersion installed) {
    var to = SemVer.parse(wanted.appVersion());
    var from = SemVer.parse(installed.appVersion());
    return to != null && from != null && SemVer.PRECEDENCE.compare(to, from) < 0;
  }

  private static UpgradePath refused(ChartVersion wanted, Problem problem) {
    return new UpgradePath(List.of(wanted), List.of(problem));
  }

  private static Problem jump(String summary, String remedy) {
    return Problem.of(ProblemCode.VERSION_JUMP, summary, remedy);
  }
}
