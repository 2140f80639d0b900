package io.github.perconapg.internal.chart;

import io.github.perconapg.model.DesiredState;
import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

/** Parses what a user writes for {@code chart} and {@code chartVersion}. */
final class ChartReferenceParser {

  private static final String FORMS =
      "Give a folder such as ./charts/pg-operator, a .tgz file, the https address of a chart"
          + " repository or of a .tgz, oci://host/path/name:version, or a name in Percona's"
          + " repository such as pg-operator:2.7.0.";

  private static final Pattern SCHEME = Pattern.compile("([a-zA-Z][a-zA-Z0-9+.-]+):/.*");

  /** The grammar of names and tags is that of the OCI distribution specification. */
  private static final Pattern OCI =
      Pattern.compile(
          "(?i:oci)://(?<authority>(\\[[0-9a-fA-F:.]+]|[a-zA-Z0-9.-]+)(:\\d{1,5})?)"
              + "/(?<repository>[a-z0-9]+([._-]+[a-z0-9]+)*(/[a-z0-9]+([._-]+[a-z0-9]+)*)*)"
              + "(:(?<tag>[a-zA-Z0-9_][a-zA-Z0-9._+-]{0,127}))?"
              + "(@sha256:(?<digest>[0-9a-f]{64}))?");

  private static final Pattern NAMED = Pattern.compile("([a-z0-9][a-z0-9.-]*)(?::([^:]*))?");
  private static final Pattern COORDINATES =
      Pattern.compile("(mvn:|maven:).*|[^/\\\\:\\s]+:[^/\\\\:\\s]+:.*");
  private static final Pattern PATH = Pattern.compile(".*[/\\\\].*|\\..*|.*\\.(tgz|tar\\.gz)");

  private final String chart;
  private final String version;

  ChartReferenceParser(String chart, String version) {
    this.chart = chart.strip();
    this.version = version.strip();
  }

  ChartReference parse() {
    var scheme = SCHEME.matcher(chart);
    if (chart.isEmpty()) {
      throw refused("it is empty", FORMS);
    }
    if (chart.regionMatches(true, 0, "file:", 0, 5)) {
      throw refused("a chart on this machine is named by its path alone, without file:", FORMS);
    }
    if (scheme.matches()) {
      return byAddress(scheme.group(1).toLowerCase(Locale.ROOT));
    }
    if (COORDINATES.matcher(chart).matches()) {
      throw refused(
          "Maven coordinates are resolved by the Maven plugin, not by the library",
          "Resolve the artifact, and give its file. " + FORMS);
    }
    if (PATH.matcher(chart).matches()) {
      return local();
    }
    var habit = HelmHabits.inName(chart);
    if (habit != null) {
      throw refused("it is no chart's name", habit);
    }
    var named = NAMED.matcher(chart);
    if (!named.matches()) {
      throw refused("it is neither a path, an address nor a chart's name", FORMS);
    }
    var own = named.group(2);
    return new ChartReference.Repository(
        ChartReference.PERCONA, named.group(1), exact(own == null ? version : own));
  }

  private ChartReference byAddress(String scheme) {
    if (!chart.startsWith("//", scheme.length() + 1)) {
      throw refused("an address has two slashes behind " + scheme + ":", FORMS);
    }
    if (scheme.equals("oci")) {
      return oci();
    }
    var address = address();
    var objection = Addresses.objection(address);
    if (objection != null) {
      throw refused(objection, FORMS);
    }
    var path = address.getRawPath();
    if (path.endsWith(".tgz") || path.endsWith(".tar.gz")) {
      return new ChartReference.Remote(address);
    }
    if (address.getRawQuery() != null || address.getRawFragment() != null) {
      throw refused("a repository's address has neither ? nor #", FORMS);
    }
    var folder = path.endsWith("/index.yaml") ? path.substring(0, path.length() - 10) : path + "/";
    var base = address.resolve(folder.replaceAll("/+$", "/"));
    return new ChartReference.Repository(base, DesiredState.RELEASE, exact(version));
  }

  private ChartReference oci() {
    var match = OCI.matcher(chart);
    if (!match.matches()) {
      throw refused(
          "it is not oci://host/path/name, optionally with :version and @sha256:digest", FORMS);
    }
    var authority = match.group("authority").toLowerCase(Locale.ROOT);
    var host = authority.replaceFirst(":\\d+$", "");
    // A registry on a developer's own machine has no certificate.
    var scheme = Addresses.isLoopback(host) ? "http" : "https";
    URI registry;
    try {
      registry = new URI(scheme + "://" + authority);
    } catch (URISyntaxException e) {
      throw refused("its host is not well-formed: " + e.getReason(), FORMS);
    }
    var objection = Addresses.objection(registry);
    if (objection != null) {
      throw refused(objection, FORMS);
    }
    var tag = match.group("tag");
    return new ChartReference.Oci(
        registry,
        match.group("repository"),
        exact(tag == null ? version : tag.replace('_', '+')),
        match.group("digest"));
  }

  private URI address() {
    try {
      return new URI(chart);
    } catch (URISyntaxException e) {
      throw refused("it is not a well-formed address: " + e.getReason(), FORMS);
    }
  }

  private ChartReference local() {
    try {
      return new ChartReference.Local(Path.of(chart).toAbsolutePath().normalize());
    } catch (InvalidPathException e) {
      throw refused("it is not a path on this platform: " + e.getReason(), FORMS);
    }
  }

  private String exact(String text) {
    if (SemVer.parse(text) != null) {
      return text;
    }
    throw Problem.of(
            ProblemCode.OPTION_INVALID,
            "The chart version " + ChartProblems.quoted(text) + " is not exactly one version",
            "Give a whole version such as "
                + DesiredState.DEFAULT_CHART_VERSION
                + ". Ranges and 'latest' would deploy different things on different days.")
        .asException();
  }

  private PerconaPgException refused(String why, String remedy) {
    return Problem.of(
            ProblemCode.OPTION_INVALID,
            "The chart " + ChartProblems.quoted(shown()) + " cannot be used: " + why,
            remedy)
        .asException();
  }

  /** The text without what may be a secret in it: user information and query. */
  private String shown() {
    return chart.replaceFirst("//[^@]*@(?!sha256:)", "//***@").replaceFirst("\\?.*", "?***");
  }
}
