package io.github.perconapg.internal.chart;

import io.github.perconapg.model.Container;
import io.github.perconapg.model.DesiredState;
import io.github.perconapg.model.Metadata;
import io.github.perconapg.model.PerconaPostgresqlOperator;
import io.github.perconapg.model.Spec;
import io.github.perconapg.model.StackInput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** A small chart with the shape of the operator's, for tests. */
final class SampleChart {

  static final String VALUES =
      """
      replicaCount: 1
      image: ""
      disableTelemetry: false
      imagePullSecrets: []
      nodeSelector: {}
      resources:
        limits:
          cpu: 200m
          memory: 500Mi
        requests:
          cpu: 100m
          memory: 20Mi
      """;

  private SampleChart() {}

  /** What a manifest of no consequence wants. */
  static DesiredState desired() {
    var spec = new Spec(null, "pgo", Container.DEFAULT, true);
    return DesiredState.of(
        StackInput.of(new PerconaPostgresqlOperator(Metadata.named("pg"), spec)));
  }

  /** The files of a chart of the given version, by path below its root; can be changed. */
  static Map<String, String> files(String version) {
    var files = new LinkedHashMap<String, String>();
    files.put(
        "Chart.yaml",
        """
        apiVersion: v2
        name: pg-operator
        type: application
        version: %s
        appVersion: %s
        """
            .formatted(version, version));
    files.put("values.yaml", VALUES);
    files.put(
        "crds/crd.yaml", crd("clusters", "a.example.com") + "---\n" + crd("backups", "b.org"));
    files.put(
        "templates/deployment.yaml",
        "{{ .Values.watchNamespace }} {{ .Values.rbac.useClusterAdmin }}\n");
    return files;
  }

  /** A definition in the field order of the real ones. */
  static String crd(String plural, String group) {
    return """
    apiVersion: apiextensions.k8s.io/v1
    kind: CustomResourceDefinition
    metadata:
      annotations:
        controller-gen.kubebuilder.io/version: v0.16.5
      name: %s.%s
    spec:
      group: %s
      names:
        kind: Thing
        plural: %s
      scope: Namespaced
      versions:
      - name: v1
        served: true
    """
        .formatted(plural, group, group, plural);
  }

  /** Packs files under the root folder {@code pg-operator}. */
  static byte[] packed(Map<String, String> files) {
    var archive = new Archive();
    files.forEach((path, text) -> archive.file("pg-operator/" + path, text));
    return archive.bytes();
  }

  static Path file(Path path, byte[] contents) {
    try {
      Files.createDirectories(Objects.requireNonNull(path.getParent()));
      return Files.write(path, contents);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path folder(Path folder, Map<String, String> files) {
    files.forEach(
        (path, text) -> file(folder.resolve(path), text.getBytes(StandardCharsets.UTF_8)));
    return folder;
  }

  /** Tests of bombs compress a lot. */
  private static final class Fast extends GZIPOutputStream {
    Fast(ByteArrayOutputStream out) throws IOException {
      super(out, 1 << 16);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }

  /** A tar archive, gzip-compressed, with whatever entries a test wants. */
  static final class Archive {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TarArchiveOutputStream tar;

    Archive() {
      try {
        tar = new TarArchiveOutputStream(new Fast(bytes), "UTF-8");
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    Archive file(String path, String text) {
      return file(path, text.getBytes(StandardCharsets.UTF_8));
    }

    Archive file(String path, byte[] contents) {
      var entry = new TarArchiveEntry(path, true);
      entry.setSize(contents.length);
      return entry(entry, contents);
    }

    /** A link, device or other special entry without contents. */
    Archive special(String path, byte type, String target) {
      var entry = new TarArchiveEntry(path, type, true);
      entry.setLinkName(target);
      return entry(entry, new byte[0]);
    }

    Archive entry(TarArchiveEntry entry, byte[] contents) {
      try {
        tar.putArchiveEntry(entry);
        tar.write(contents);
        tar.closeArchiveEntry();
        return this;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    byte[] bytes() {
      try {
        tar.close();
        return bytes.toByteArray();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
