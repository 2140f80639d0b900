package io.github.perconapg.internal.helm;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.perconapg.internal.yaml.Unstructured;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
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
  private final List<Object> hooks;
  private final ReleaseRecord record;

  private StoredChart(Map<String, Object> release, ReleaseRecord record) {
    this.chart = Unstructured.map(release, "chart");
    this.hooks = Unstructured.list(release, "hooks");
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
      var release = StoredRelease.whole(Unstructured.text(secret, "data", "release"));
      return new StoredChart(release, record);
    } catch (IOException e) {
      throw Problem.of(
              ProblemCode.RELEASE_UNREADABLE,
              "The chart in Secret "
                  + Unstructured.text(secret, "metadata", "name")
                  + " cannot be read",
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
    write(folder, "Chart.yaml", JSON.writeValueAsBytes(Unstructured.map(chart, "metadata")));
    write(folder, "values.yaml", JSON.writeValueAsBytes(Unstructured.map(chart, "values")));
    if (Unstructured.at(chart, "schema") instanceof String schema) {
      write(folder, "values.schema.json", decoded("values.schema.json", schema));
    }
    for (var part : new String[] {"templates", "files"}) {
      for (var file : Unstructured.list(chart, part)) {
        var name = Unstructured.text(file, "name");
        if (!name.startsWith("crds/")) {
          write(folder, name, decoded(name, Unstructured.text(file, "data")));
        }
      }
    }
  }

  /**
   * Tells whether hooks come from a subchart, which the chart {@linkplain #writeTo as it was}
   * lacks.
   */
  public boolean hasHooksOfSubcharts() {
    return hooks.stream().anyMatch(hook -> Unstructured.text(hook, "path").contains("/charts/"));
  }

  /**
   * Writes a chart that renders exactly the objects and hooks that the record has, whatever its
   * templates would.
   *
   * @param folder made for it
   */
  public void writeManifestTo(Path folder) throws IOException {
    Files.createDirectories(folder);
    var metadata = new LinkedHashMap<>(Unstructured.map(chart, "metadata"));
    metadata.remove("dependencies");
    write(folder, "Chart.yaml", JSON.writeValueAsBytes(metadata));
    write(folder, "values.yaml", JSON.writeValueAsBytes(Unstructured.map(chart, "values")));
    writeVerbatim(folder, MANIFEST, record.manifest());
    var number = 0;
    for (var hook : hooks) {
      // What makes it a hook, and when it runs, stands in its annotations.
      writeVerbatim(folder, "hook-" + ++number + ".yaml", Unstructured.text(hook, "manifest"));
    }
  }

  /** A template that repeats a file: what looks like a template action in it must not run. */
  private static void writeVerbatim(Path folder, String name, String text) throws IOException {
    write(folder, name, text.getBytes(StandardCharsets.UTF_8));
    var template = "{{ .Files.Get \"" + name + "\" }}\n";
    write(folder, "templates/" + name, template.getBytes(StandardCharsets.UTF_8));
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
