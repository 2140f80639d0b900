package io.github.perconapg.internal.plan;

import io.github.perconapg.internal.chart.Chart;
import io.github.perconapg.internal.operator.OperatorMinor;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which versions of Kubernetes a chart is for. What the chart itself demands is refused; what its
 * operator was only tested with is told.
 */
final class KubernetesVersionCheck {

  /** The oldest Kubernetes 1.x that an operator is tested with (the chart's README of each). */
  private static final Map<OperatorMinor, Integer> TESTED =
      Map.of(
          new OperatorMinor(2, 5), 28,
          new OperatorMinor(2, 6), 29,
          new OperatorMinor(2, 7), 30,
          new OperatorMinor(2, 8), 31,
          new OperatorMinor(2, 9), 32,
          new OperatorMinor(3, 0), 31);

  /**
   * The form in which charts name a floor, for example {@code >=1.30.0-0}. A range of another form
   * is left to Helm, which refuses by itself.
   */
  private static final Pattern FLOOR =
      Pattern.compile("\\s*>=\\s*v?1\\.(\\d{1,3})(\\.\\d{1,3})?(-\\S*)?\\s*");

  private static final Pattern SERVER = Pattern.compile("v?1\\.(\\d{1,3})\\..*");

  private KubernetesVersionCheck() {}

  /**
   * @param server the server's version as it names it, for example {@code v1.34.1}
   */
  static Optional<Problem> refusal(Chart chart, String server) {
    var demanded = chart.kubeVersion();
    if (demanded == null) {
      return Optional.empty();
    }
    var floor = minor(FLOOR, demanded);
    var present = minor(SERVER, server);
    if (floor.isEmpty() || present.isEmpty() || present.get() >= floor.get()) {
      return Optional.empty();
    }
    return Optional.of(
        Problem.of(
            ProblemCode.SERVER_TOO_OLD,
            "Chart "
                + chart.name()
                + " "
                + chart.version()
                + " is for Kubernetes "
                + demanded.strip()
                + ", and the API server is "
                + server,
            ProblemCode.SERVER_TOO_OLD.advice()));
  }

  /** Notes that the operator was not tested with a server as old as this one. */
  static Optional<String> note(Chart chart, String server) {
    var present = minor(SERVER, server);
    return OperatorMinor.of(chart.appVersion())
        .map(TESTED::get)
        .filter(floor -> present.isPresent() && present.get() < floor)
        .map(
            floor ->
                "Operator "
                    + chart.appVersion()
                    + " is tested with Kubernetes 1."
                    + floor
                    + " and later; the API server is "
                    + server
                    + ".");
  }

  private static Optional<Integer> minor(Pattern form, String version) {
    var matcher = form.matcher(version);
    return matcher.matches() ? Optional.of(Integer.valueOf(matcher.group(1))) : Optional.empty();
  }
}
