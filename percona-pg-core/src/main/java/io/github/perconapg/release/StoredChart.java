package io.github.perconapg.release;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import io.github.perconapg.target.Tree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
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

  private final JsonNode chart;
  private final ReleaseRecord record;

  private StoredChart(JsonNode chart, ReleaseRecord record) {
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
    try (var json = StoredRelease.open(Tree.text(secret, "data", "release"))) {
      return new StoredChart(JSON.readTree(json).path("chart"), record);
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
    write(folder, "Chart.yaml", JSON.writeValueAsBytes(chart.path("metadata")));
    write(folder, "values.yaml", JSON.writeValueAsBytes(objectOrEmpty(chart.path("values"))));
    if (chart.path("schema").isTextual()) {
      write(folder, "values.schema.json", chart.path("schema").binaryValue());
    }
    for (var part : new String[] {"templates", "files"}) {
      for (var file : chart.path(part)) {
        if (!file.path("name").asText().startsWith("crds/")) {
          write(folder, file.path("name").asText(), decoded(file.path("data").asText("")));
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
    var metadata = ((ObjectNode) objectOrEmpty(chart.path("metadata"))).deepCopy();
    metadata.remove("dependencies");
    write(folder, "Chart.yaml", JSON.writeValueAsBytes(metadata));
    write(folder, "values.yaml", JSON.writeValueAsBytes(objectOrEmpty(chart.path("values"))));
    write(folder, MANIFEST, record.manifest().getBytes(StandardCharsets.UTF_8));
    var template = "{{ .Files.Get \"" + MANIFEST + "\" }}\n";
    write(folder, "templates/" + MANIFEST, template.getBytes(StandardCharsets.UTF_8));
  }

  private static JsonNode objectOrEmpty(JsonNode node) {
    return node.isObject() ? node : JSON.createObjectNode();
  }

  /** A record is data from outside: its names must not lead out of the folder. */
  private static void write(Path folder, String name, byte[] content) throws IOException {
    var file = folder.resolve(name).normalize();
    if (!file.startsWith(folder) || file.equals(folder)) {
      throw new IOException("a stored chart's file has the name " + name);
    }
    Files.createDirectories(file.resolveSibling("."));
    Files.write(file, content);
  }

  private static byte[] decoded(String base64) {
    return Base64.getDecoder().decode(base64);
  }
}
