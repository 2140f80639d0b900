package io.github.perconapg.internal.chart;

import io.github.perconapg.model.DesiredState;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
   * @param version exactly one version, with or without a v before it: either finds the other
   */
  record Repository(URI base, String name, String version) implements ChartReference {
    /** Name, version and address. */
    @Override
    public String toString() {
      return name + " " + version + " of " + base;
    }
  }

  /**
   * A chart in an OCI registry.
   *
   * @param registry the registry's address, without path; https, or http on loopback
   * @param repository the path in the registry, whose last part is the chart's name
   * @param version the version, whose tag has {@code _} where it has {@code +}; with or without a v
   *     before it, as in a repository
   * @param digest the SHA-256 of its manifest in lower-case hex; null when the reference does not
   *     pin it
   */
  record Oci(URI registry, String repository, String version, @Nullable String digest)
      implements ChartReference {

    /** The chart's name. */
    public String name() {
      return repository.substring(repository.lastIndexOf('/') + 1);
    }

    /** Returns the references to try for the manifest: as written, then with or without a v. */
    List<String> names() {
      return digest == null
          ? Stream.of(version, SemVer.otherForm(version)).map(tag -> tag.replace('+', '_')).toList()
          : List.of("sha256:" + digest);
    }

    /** An address of the registry's API, below the repository. */
    URI api(String path) {
      return registry.resolve("/v2/" + repository + path);
    }

    /** Tells whether an address is the registry's own. */
    boolean isRegistry(URI address) {
      return Addresses.sameOrigin(address, registry);
    }

    /** As it is written, with its version. */
    @Override
    public String toString() {
      return "oci://"
          + Addresses.authority(registry)
          + "/"
          + repository
          + ":"
          + version
          + (digest == null ? "" : "@sha256:" + digest);
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
   *     {@code oci://host/path/name}, optionally with {@code :version} and {@code @sha256:digest},
   *     or the name of a chart in {@link #PERCONA}, optionally as {@code name:version}; a relative
   *     path is relative to the process's current folder
   * @param version the version in a repository where {@code chart} names none
   * @throws io.github.perconapg.problem.PerconaPgException option-invalid when it is none of these
   */
  static ChartReference parse(String chart, String version) {
    return new ChartReferenceParser(chart, version).parse();
  }
}
