package io.github.perconapg.internal.chart;

import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The versions in which a chart can be had: those that its repository or registry lists, or those
 * whose archives lie beside its own, named {@code NAME-VERSION.tgz} as {@code helm package} does. A
 * folder and an archive at an address of its own have no other version.
 */
public final class ChartSeries {

  private static final Pattern ARCHIVE =
      Pattern.compile("(?<name>[a-z0-9][a-z0-9-]*?)-(?<version>v?\\d[^/]*)\\.tgz");

  private final ChartReference reference;
  private final Charts charts;
  private final RepositorySource remote;
  private final OciSource registries;

  ChartSeries(
      ChartReference reference, Charts charts, RepositorySource remote, OciSource registries) {
    this.reference = reference;
    this.charts = charts;
    this.remote = remote;
    this.registries = registries;
  }

  /**
   * All versions that can be had before a wanted one; empty when there is no series.
   *
   * @param wanted the chart that the reference names
   * @throws io.github.perconapg.problem.PerconaPgException chart-… when the repository cannot be
   *     asked, or a chart of the series cannot be used
   */
  public List<ChartVersion> before(ChartVersion wanted) {
    if (reference instanceof ChartReference.Repository repository) {
      return remote.versions(repository).stream()
          .filter(found -> isBefore(found.version(), wanted))
          .toList();
    }
    if (reference instanceof ChartReference.Oci oci) {
      // A registry tells nothing of a chart but its tag. Where chart and operator count as one, as
      // in Percona's charts, that is enough; elsewhere each chart has to be asked.
      var asOne = wanted.version().equals(wanted.appVersion());
      return registries.versions(oci).stream()
          .filter(version -> isBefore(version, wanted))
          .map(version -> asOne ? new ChartVersion(version, version) : versions(version))
          .toList();
    }
    return named().map(ChartSeries::siblings).orElse(List.of()).stream()
        .filter(version -> isBefore(version, wanted))
        .map(this::versions)
        .toList();
  }

  private ChartVersion versions(String version) {
    return version(version).versions();
  }

  private static boolean isBefore(String version, ChartVersion wanted) {
    var found = SemVer.parse(version);
    var limit = SemVer.parse(wanted.version());
    return found != null && limit != null && SemVer.PRECEDENCE.compare(found, limit) < 0;
  }

  /**
   * One of {@link #before}.
   *
   * @throws io.github.perconapg.problem.PerconaPgException chart-… when it cannot be had or used
   */
  public Chart version(String version) {
    if (reference instanceof ChartReference.Repository r) {
      return charts.resolve(new ChartReference.Repository(r.base(), r.name(), version));
    }
    if (reference instanceof ChartReference.Oci o) {
      return charts.resolve(new ChartReference.Oci(o.registry(), o.repository(), version, null));
    }
    var archive = named().orElseThrow(() -> none(version));
    return charts.resolve(
        new ChartReference.Local(
            archive.folder().resolve(archive.name() + "-" + version + ".tgz")));
  }

  private Optional<Archive> named() {
    if (!(reference instanceof ChartReference.Local local)) {
      return Optional.empty();
    }
    var file = local.path().getFileName();
    var folder = local.path().getParent();
    var match = ARCHIVE.matcher(file == null ? "" : file.toString());
    return folder != null && match.matches()
        ? Optional.of(new Archive(folder, match.group("name")))
        : Optional.empty();
  }

  private static List<String> siblings(Archive archive) {
    try (Stream<Path> files = Files.list(archive.folder())) {
      return files
          .map(file -> ARCHIVE.matcher(String.valueOf(file.getFileName())))
          .filter(match -> match.matches() && match.group("name").equals(archive.name()))
          .map(match -> match.group("version"))
          .sorted()
          .toList();
    } catch (IOException e) {
      return List.of(); // the folder may be passed through but not listed
    }
  }

  private RuntimeException none(String version) {
    return Problem.of(
            ProblemCode.CHART_NOT_FOUND,
            "There is no version " + version + " beside " + reference,
            ProblemCode.CHART_NOT_FOUND.advice())
        .asException();
  }

  private record Archive(Path folder, String name) {}
}
