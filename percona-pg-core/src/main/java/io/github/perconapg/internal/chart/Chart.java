package io.github.perconapg.internal.chart;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A verified chart on the local disk.
 *
 * @param name {@code name} of Chart.yaml
 * @param version {@code version} of Chart.yaml
 * @param appVersion {@code appVersion} of Chart.yaml, the operator's version
 * @param kubeVersion {@code kubeVersion} of Chart.yaml, a SemVer range, or null
 * @param digest lower-case hex SHA-256 over the chart's files (paths and contents, sorted by path)
 * @param crds the CRDs in its {@code crds} folder, in file order
 * @param defaults its values.yaml as maps, lists, strings, numbers and booleans
 * @param folder a folder with the chart as it is but without {@code crds}; what Helm is given
 * @param origin where it came from, for messages
 */
public record Chart(
    String name,
    String version,
    String appVersion,
    @Nullable String kubeVersion,
    String digest,
    List<Crd> crds,
    Map<String, Object> defaults,
    Path folder,
    String origin) {

  /** Its version and its operator's. */
  public ChartVersion versions() {
    return new ChartVersion(version, appVersion);
  }

  /** Returns the names of its CRDs, in file order. */
  public List<String> crdNames() {
    return crds.stream().map(Crd::name).toList();
  }
}
