package io.github.perconapg.plan;

import io.github.perconapg.chart.SemVer;
import io.github.perconapg.model.Consent;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The way from the installed chart version to the wanted one, by the operator's own rule: one minor
 * version at a time, never back, and 3.0 is a boundary that cannot be crossed back.
 *
 * @param steps the versions to deploy, in order; the last is the wanted one
 * @param refusals why this way is not taken
 */
record VersionRoute(List<String> steps, List<Problem> refusals) {

  /** What changes for good with 3.0, from its release notes and its definitions. */
  private static final List<String> WHAT_3_0_CHANGES =
      List.of(
          "3.0 moves postgresclusters, pgupgrades, pgadmins and crunchybridgeclusters from group"
              + " postgres-operator.crunchydata.com to upstream.pgv2.percona.com",
          "its operator moves every cluster there; an older operator finds them no more, so that"
              + " neither roll-back nor downgrade is possible",
          "crVersion 2.7 and older are not served any more",
          "the four former definitions stay; delete them by hand once nothing uses them");

  VersionRoute {
    steps = List.copyOf(steps);
    refusals = List.copyOf(refusals);
  }

  /**
   * Finds the way.
   *
   * @param available all versions of the chart that can be had; asked for steps between only
   */
  static VersionRoute of(
      String release,
      String installed,
      String wanted,
      Consent consent,
      Supplier<List<String>> available) {
    var from = OperatorMinor.of(installed);
    var to = OperatorMinor.of(wanted);
    if (installed.equals(wanted) || from.isEmpty() || to.isEmpty()) {
      return new VersionRoute(List.of(wanted), List.of());
    }
    var what = "Release " + release + ": chart " + installed + " to " + wanted;
    int minors = to.get().after(from.get());
    if (minors < 0 || (minors == 0 && isOlderPatch(wanted, installed))) {
      return refused(
          wanted,
          jump(
              what + " would go back, and the operator and its definitions are never downgraded",
              "Set percona-pg.chartVersion to " + installed + ", which is installed."));
    }
    var refusals = new ArrayList<Problem>();
    if (from.get().major() < to.get().major() && !consent.acceptIrreversible()) {
      refusals.add(
          Problem.of(
                  ProblemCode.IRREVERSIBLE,
                  what + " crosses a major version, which cannot be undone",
                  "Back the databases up, then confirm with percona-pg.acceptIrreversible=true.")
              .facts(WHAT_3_0_CHANGES));
    }
    return minors <= 1
        ? new VersionRoute(List.of(wanted), refusals)
        : stepwise(what, from.get(), wanted, consent, available, refusals);
  }

  private static VersionRoute stepwise(
      String what,
      OperatorMinor from,
      String wanted,
      Consent consent,
      Supplier<List<String>> available,
      List<Problem> refusals) {
    var between = new ArrayList<OperatorMinor>();
    for (var minor = from.next(); !minor.has(wanted); minor = minor.next()) {
      between.add(minor);
    }
    if (!consent.stepwise()) {
      var named = String.join(".x, ", between.stream().map(OperatorMinor::toString).toList());
      refusals.add(
          jump(
              what
                  + " would skip a minor version, and the operator is upgraded one minor at a time",
              "Deploy "
                  + named
                  + ".x and "
                  + wanted
                  + " one after another, with percona-pg.chartVersion, or let"
                  + " percona-pg.stepwise=true do so."));
      return new VersionRoute(List.of(wanted), refusals);
    }
    var steps = new ArrayList<String>();
    var versions = available.get();
    for (var minor : between) {
      var newest = newestOf(minor, versions);
      if (newest.isEmpty()) {
        refusals.add(
            jump(
                what + " needs a chart of " + minor + " between, and there is none",
                "Put pg-operator-"
                    + minor
                    + ".x.tgz beside the chart's archive, or name a chart repository that has it."));
      }
      newest.ifPresent(steps::add);
    }
    steps.add(wanted);
    return new VersionRoute(steps, refusals);
  }

  private static Optional<String> newestOf(OperatorMinor minor, List<String> versions) {
    return versions.stream()
        .filter(minor::has)
        .map(SemVer::parse)
        .filter(Objects::nonNull)
        .filter(version -> version.preRelease().isEmpty())
        .max(SemVer.PRECEDENCE)
        .map(SemVer::text);
  }

  private static boolean isOlderPatch(String wanted, String installed) {
    var to = SemVer.parse(wanted);
    var from = SemVer.parse(installed);
    return to != null && from != null && SemVer.PRECEDENCE.compare(to, from) < 0;
  }

  private static VersionRoute refused(String wanted, Problem problem) {
    return new VersionRoute(List.of(wanted), List.of(problem));
  }

  private static Problem jump(String summary, String remedy) {
    return Problem.of(ProblemCode.VERSION_JUMP, summary, remedy);
  }
}
