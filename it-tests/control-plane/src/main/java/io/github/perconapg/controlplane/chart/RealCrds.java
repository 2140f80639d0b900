package io.github.perconapg.controlplane.chart;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The real chart's CRD files, where they were put beside the repository.
 *
 * <p>They are test input and never part of this project. Where they are absent, tests use the
 * stand-in's CRDs.
 */
public final class RealCrds {
  private static final System.Logger LOG = System.getLogger(RealCrds.class.getName());

  private RealCrds() {}

  /**
   * Looks for the file of a release in ../shared/data beside the repository's root.
   *
   * @param release the release
   * @return the file, or empty, which is also logged
   */
  public static Optional<Path> find(OperatorRelease release) {
    String name = "pg-operator-" + release.version() + "-crds.yaml";
    Path at = Path.of("").toAbsolutePath();
    for (Path folder = at; folder != null; folder = folder.getParent()) {
      Path file = folder.resolve("shared").resolve("data").resolve(name);
      if (Files.isRegularFile(file)) {
        return Optional.of(file);
      }
    }
    LOG.log(
        System.Logger.Level.INFO,
        "{0} is not in ../shared/data beside this repository; tests use the stand-in CRDs only.",
        name);
    return Optional.empty();
  }
}
