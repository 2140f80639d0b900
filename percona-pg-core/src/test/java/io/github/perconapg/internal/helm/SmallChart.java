package io.github.perconapg.internal.helm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A chart of one ConfigMap, written for a test. */
final class SmallChart {

  private SmallChart() {}

  /** Writes the chart; its template shows the values of that name with Helm's own quoting. */
  static Path write(Path folder, String... values) throws IOException {
    var template =
        new StringBuilder(
            "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ .Release.Name }}\ndata:\n");
    for (var value : values) {
      template.append(
          "  %s: {{ printf \"%%T %%v\" .Values.%s .Values.%s | quote }}\n"
              .formatted(value, value, value));
    }
    Files.createDirectories(folder.resolve("templates"));
    Files.writeString(
        folder.resolve("Chart.yaml"),
        "apiVersion: v2\nname: small\nversion: 1.2.3\nappVersion: 1.10\n");
    Files.writeString(folder.resolve("values.yaml"), "{}\n");
    Files.writeString(folder.resolve("templates/map.yaml"), template);
    return folder;
  }

  static Helm.Operation operation(Path folder, Map<String, Object> values) {
    return new Helm.Operation(
        "pgo", "pg-operator", folder, values, ProvenanceMetadata.of("f1", Map.of(), null));
  }
}
