package io.github.perconapg.internal.chart;

import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.net.URI;
import java.util.List;

/** The wording of what an OCI registry can refuse, or lack. */
final class RegistryProblems {

  /** What became of the registry's user and password. */
  enum Credentials {
    /** There are none. */
    UNKNOWN("No user and password are known for the registry %s, so none were sent."),
    /** They did not help. */
    SENT("User and password of the registry %s were sent."),
    /** The registry refuses without a demand that could be met. */
    NOT_ASKED_FOR(
        "User and password of the registry %s are known, but were not sent: it asks for neither"
            + " (WWW-Authenticate: Basic or Bearer)."),
    /** An index led to the registry, and it might lead to any. */
    NOT_NAMED(
        "User and password of the registry %s are known, but were not sent: a repository's index"
            + " named it. Name it yourself, with chart=oci://HOST/PATH/NAME."),
    /** Only the token server itself may have them. */
    LED_AWAY(
        "User and password of the registry %s are known, but were not sent: the token server leads"
            + " to another host.");

    private final String fact;

    Credentials(String fact) {
      this.fact = fact;
    }
  }

  private RegistryProblems() {}

  /** The registry itself refuses. */
  static PerconaPgException refused(
      ChartReference.Oci wanted, URI address, int status, Credentials credentials) {
    return refused(wanted, "refuses", address, status, credentials);
  }

  /**
   * The registry's token server refuses. Its host is named and not blamed: the credentials are the
   * registry's, and settings.xml has them under the registry's name.
   */
  static PerconaPgException tokenRefused(
      ChartReference.Oci wanted, URI address, int status, Credentials credentials) {
    var what = "asks for a token, and its token server refuses";
    return refused(wanted, what, address, status, credentials);
  }

  static PerconaPgException notFound(ChartReference.Oci wanted) {
    return Problem.of(
            ProblemCode.CHART_NOT_FOUND,
            "The registry has no chart " + wanted,
            "Check its name and version. A registry may also say so to who may not read the chart:"
                + " user and password are, in Maven, those of "
                + server(wanted)
                + ".")
        .asException();
  }

  /** Returns what is there under the name is something else. */
  static PerconaPgException noChart(ChartReference.Oci wanted, String what) {
    return Problem.of(
            ProblemCode.CHART_INVALID,
            wanted + " is no Helm chart but " + what + ", says its manifest",
            "Give the name under which 'helm push' put the chart; images have others.")
        .asException();
  }

  /** The manifest of a chart that is not as Helm writes it. */
  static PerconaPgException manifest(ChartReference.Oci wanted, String why) {
    return Problem.of(
            ProblemCode.CHART_INVALID,
            "The chart " + wanted + " cannot be used: its manifest " + why,
            "Put the chart into the registry with 'helm push'.")
        .asException();
  }

  private static PerconaPgException refused(
      ChartReference.Oci wanted, String what, URI address, int status, Credentials credentials) {
    var registry = Addresses.authority(wanted.registry());
    return Problem.of(
            ProblemCode.CHART_CREDENTIALS,
            "The registry "
                + registry
                + " "
                + what
                + " "
                + Addresses.shown(address)
                + " (HTTP "
                + status
                + ")",
            "Check user and password, in Maven those of "
                + server(wanted)
                + ", and that the user may read the chart.")
        .facts(List.of(credentials.fact.formatted(registry)))
        .asException();
  }

  private static String server(ChartReference.Oci wanted) {
    var host = Addresses.host(wanted.registry());
    var authority = Addresses.authority(wanted.registry());
    return "the <server> in settings.xml whose id is "
        + (authority.equals(host) ? host : authority + " or " + host);
  }
}
