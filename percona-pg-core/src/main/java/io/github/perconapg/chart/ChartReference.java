package io.github.perconapg.chart;

import io.github.perconapg.model.DesiredState;
import java.net.URI;
import java.nio.file.Path;

/** Where a chart is to be taken from. */
public sealed interface ChartReference {

  /** Percona's own chart repository, where a bare chart name is looked up. */
  URI PERCONA = URI.create("https://percona.github.io/percona-helm-charts/");

  /**
   * A folder or a {@code .tgz} file on this machine.
   *
   * @param path absolute
   */
  record Local(Path path) implements ChartReference {}

  /**
   * A packed chart at an address of its own.
   *
   * @param address https, or http on this machine's loopback
   */
  record Remote(URI address) implements ChartReference {
    /** The address without its query, which may hold a secret. */
    @Override
    public String toString() {
      return Addresses.shown(address);
    }
  }

  /**
   * A chart in a repository with an {@code index.yaml}.
   *
   * @param base the repository's address, ending in a slash; https, or http on loopback
   * @param name the chart's name there
   * @param version exactly one version
   */
  record Repository(URI base, String name, String version) implements ChartReference {
    /** Name, version and address. */
    @Override
    public String toString() {
      return name + " " + version + " of " + base;
    }
  }

  /** The reference that a desired state names. */
  static ChartReference of(DesiredState desired) {
    return parse(desired.chart(), desired.chartVersion());
  }

  /**
   * Parses a reference.
   *
   * @param chart a folder or {@code .tgz} (with a slash, or ending in {@code .tgz}), an https
   *     address of a repository (whose chart is {@link DesiredState#RELEASE}) or of a {@code .tgz},
   *     or the name of a chart in {@link #PERCONA}, optionally as {@code name:version}; a relative
   *     path is relative to the process's current folder
   * @param version the version in a repository where {@code chart} names none
   * @throws io.github.perconapg.problem.PerconaPgException option-invalid when it is none of these
   */
  static ChartReference parse(String chart, String version) {
    return new ChartReferenceParser(chart, version).parse();
  }
}
