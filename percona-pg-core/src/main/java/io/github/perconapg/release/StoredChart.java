package io.github.perconapg.release;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import io.github.perconapg.target.Tree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The chart that Helm keeps in a record, as a folder again. A record has the chart's metadata,
 * templates, default values, schema and files, but not its subcharts (Helm's pkg/chart/chart.go),
 * so what it renders has to be compared with what the record says was rendered.
 */
public final class StoredChart {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Where the rendered objects lie in a chart that only repeats them. */
  private static final String MANIFEST = "manifest.yaml";

  private final Map<String, Object> chart;
  private final ReleaseRecord record;

  private StoredChart(Map<String, Object> chart, ReleaseRecord record) {
    this.chart = chart;
    this.record = record;
  }

  /**
   * Reads the chart of a record.
   *
   * @param secret the Secret that the record was read from
   * @throws io.github.perconapg.problem.PerconaPgException RELEASE_UNREADABLE
   */
  static StoredChart of(Map<String, Object> secret, ReleaseRecord record) {
    try {
      var release = StoredRelease.whole(Tree.text(secret, "data", "release"));
      return new StoredChart(Tree.map(release, "chart"), record);
    } catch (IOException e) {
      throw Problem.of(
              ProblemCode.RELEASE_UNREADABLE,
              "The chart in Secret " + Tree.text(secret, "metadata", "name") + " cannot be read",
              ProblemCode.RELEASE_UNREADABLE.advice())
          .asException(e);
    }
  }

  /**
   * Writes the chart as it was, without its CRDs.
   *
   * @param folder made for it
   */
  public void writeTo(Path folder) throws IOException {
    Files.createDirectories(folder);
    write(folder, "Chart.yaml", JSON.writeValueAsBytes(Tree.map(chart, "metadata")));
    write(folder, "values.yaml", JSON.writeValueAsBytes(Tree.map(chart, "values")));
    if (Tree.at(chart, "schema") instanceof String schema) {
      write(folder, "values.schema.json", decoded("values.schema.json", schema));
    }
    for (var part : new String[] {"templates", "files"}) {
      for (var file : Tree.list(chart, part)) {
        var name = Tree.text(file, "name");
        if (!name.startsWith("crds/")) {
          write(folder, name, decoded(name, Tree.text(file, "data")));
        }
      }
    }
  }

  /**
   * Writes a chart that renders exactly the objects that the record has, whatever its templates
   * would.
   *
   * @param folder made for it
   */
  public void writeManifestTo(Path folder) throws IOException {
    Files.createDirectories(folder);
    var metadata = new LinkedHashMap<>(Tree.map(chart, "metadata"));
    metadata.remove("dependencies");
    write(folder, "Chart.yaml", JSON.writeValueAsBytes(metadata));
    write(folder, "values.yaml", JSON.writeValueAsBytes(Tree.map(chart, "values")));
    write(folder, MANIFEST, record.manifest().getBytes(StandardCharsets.UTF_8));
    var template = "{{ .Files.Get \"" + MANIFEST + "\" }}\n";
    write(folder, "templates/" + MANIFEST, template.getBytes(StandardCharsets.UTF_8));
  }

  /** A record is data from outside: its names must not lead out of the folder. */
  private static void write(Path folder, String name, byte[] content) throws IOException {
    Path file;
    try {
      file = folder.resolve(name).normalize();
    } catch (InvalidPathException e) {
      throw new IOException("a stored chart's file has a name that is no path: " + e.getReason());
    }
    if (!file.startsWith(folder) || file.equals(folder)) {
      throw new IOException("a stored chart's file has the name " + name);
    }
    Files.createDirectories(file.resolveSibling("."));
    Files.write(file, content);
  }

  private static byte[] decoded(String name, String base64) throws IOException {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new IOException("the stored chart's file " + name + " is not base64");
    }
  }
}
