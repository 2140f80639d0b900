package io.github.perconapg.maven;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** A packed chart that is large enough to be one. */
final class PackedChart {

  private static final Map<String, String> FILES =
      Map.of(
          "Chart.yaml",
          "apiVersion: v2\nname: pg-operator\nversion: 2.7.0\nappVersion: 2.7.0\n",
          "values.yaml",
          "replicaCount: 1\n",
          "templates/deployment.yaml",
          "kind: Deployment\n");

  private PackedChart() {}

  /** Writes it as {@code given.tgz}. */
  static Path in(Path folder) {
    var file = folder.resolve("given.tgz");
    try (var tar =
        new TarArchiveOutputStream(new GZIPOutputStream(Files.newOutputStream(file)), "UTF-8")) {
      for (var each : FILES.entrySet()) {
        var bytes = each.getValue().getBytes(StandardCharsets.UTF_8);
        var entry = new TarArchiveEntry("pg-operator/" + each.getKey());
        entry.setSize(bytes.length);
        tar.putArchiveEntry(entry);
        tar.write(bytes);
        tar.closeArchiveEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }
}
