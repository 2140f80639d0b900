package io.github.perconapg.controlplane.chart;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A chart with the names, labels, values and CRDs of the operator's real one, in own wording.
 *
 * <p>Immutable; each method that changes something gives a changed copy.
 */
public final class StandInChart {
  private static final String NAME = "pg-operator";

  private final OperatorRelease release;
  private final Map<String, String> changes;
  private final String image;
  private final Crds crds;

  private enum Crds {
    SMALL,
    PADDED,
    NONE
  }

  private StandInChart(
      OperatorRelease release, Map<String, String> changes, String image, Crds crds) {
    this.release = release;
    this.changes = Map.copyOf(changes);
    this.image = image;
    this.crds = crds;
  }

  /**
   * The chart of a release, with small CRDs.
   *
   * @param release the release to look like
   * @return the chart, not yet written anywhere
   */
  public static StandInChart of(OperatorRelease release) {
    return new StandInChart(release, Map.of(), "", Crds.SMALL);
  }

  /**
   * Sets the default of the value image.
   *
   * @param newImage a whole image reference, such as one that no registry has
   * @return a changed copy
   */
  public StandInChart withImage(String newImage) {
    return new StandInChart(release, changes, newImage, crds);
  }

  /**
   * Adds or replaces a file of the chart.
   *
   * @param path below the chart's folder, such as templates/extra.yaml
   * @param text its content
   * @return a changed copy
   */
  public StandInChart withFile(String path, String text) {
    Map<String, String> more = new TreeMap<>(changes);
    more.put(path, text);
    return new StandInChart(release, more, image, crds);
  }

  /**
   * Sets the default of the value podAnnotations, which tells the stand-in operator how to fail.
   *
   * @param annotation its name
   * @param value its value
   * @return a changed copy
   */
  public StandInChart withPodAnnotation(String annotation, String value) {
    String values = new ChartTemplate(release, image).files().get("values.yaml");
    return withFile(
        "values.yaml",
        String.valueOf(values)
            .replace(
                "podAnnotations: {}",
                "podAnnotations: {\"" + annotation + "\": \"" + value + "\"}"));
  }

  /**
   * Adds a template that does not render.
   *
   * @return a changed copy
   */
  public StandInChart withBrokenTemplate() {
    return withFile("templates/broken.yaml", "{{ fail \"broken on purpose, for a test\" }}\n");
  }

  /**
   * Adds a Job of the release's name with -job after it.
   *
   * @return a changed copy
   */
  public StandInChart withJob() {
    return withFile(
        "templates/job.yaml",
        """
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: {{ .Release.Name }}-job
        spec:
          backoffLimit: 0
          template:
            spec:
              restartPolicy: Never
              containers:
              - {name: main, image: example.invalid/job:1}
        """);
  }

  /**
   * Leaves the crds folder out.
   *
   * @return a changed copy
   */
  public StandInChart withoutCrds() {
    return new StandInChart(release, changes, image, Crds.NONE);
  }

  /**
   * Makes the CRD file about as large as the real one, with two CRDs of about 700 kB as JSON.
   *
   * @return a changed copy
   */
  public StandInChart withPaddedCrds() {
    return new StandInChart(release, changes, image, Crds.PADDED);
  }

  /**
   * Writes the chart as a folder.
   *
   * @param parent an existing folder
   * @return the chart's folder, pg-operator in the parent
   * @throws IOException when it cannot be written
   */
  public Path writeTo(Path parent) throws IOException {
    for (Map.Entry<String, byte[]> file : files().entrySet()) {
      Path target = parent.resolve(file.getKey());
      Files.createDirectories(target.resolveSibling("."));
      Files.write(target, file.getValue());
    }
    return parent.resolve(NAME);
  }

  /**
   * Writes the chart as an archive, as chart repositories serve it.
   *
   * @param parent an existing folder
   * @return the archive, pg-operator-VERSION.tgz in the parent
   * @throws IOException when it cannot be written
   */
  public Path writeArchive(Path parent) throws IOException {
    Path archive = parent.resolve(NAME + "-" + release.version() + ".tgz");
    TarGzip.write(archive, files());
    return archive;
  }

  /**
   * The file of all CRDs, as the chart contains it.
   *
   * @return YAML documents; empty for {@link #withoutCrds}
   */
  public String crdFile() {
    return crds == Crds.NONE ? "" : new StandInCrds(release).file(crds == Crds.PADDED);
  }

  /**
   * The kinds that the CRDs define.
   *
   * @param release a release
   * @return eight kinds
   */
  public static List<CrdKind> kinds(OperatorRelease release) {
    return StandInCrds.kinds(release);
  }

  private Map<String, byte[]> files() {
    ChartTemplate template = new ChartTemplate(release, image);
    Map<String, String> texts = new LinkedHashMap<>(template.files());
    if (crds != Crds.NONE) {
      texts.put("crds/crd.yaml", crdFile());
    }
    texts.putAll(changes);
    Map<String, byte[]> all = new LinkedHashMap<>();
    texts.forEach(
        (path, text) -> all.put(NAME + "/" + path, text.getBytes(StandardCharsets.UTF_8)));
    return all;
  }
}
