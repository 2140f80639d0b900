package io.github.perconapg.internal.helm;

import io.github.perconapg.internal.yaml.Characters;
import io.github.perconapg.internal.yaml.DocumentReader;
import io.github.perconapg.internal.yaml.FlowText;
import io.github.perconapg.internal.yaml.Limits;
import io.github.perconapg.internal.yaml.UnreadableTextException;
import io.github.perconapg.internal.yaml.YamlValue;
import io.github.perconapg.internal.yaml.YamlValue.Entry;
import io.github.perconapg.internal.yaml.YamlValue.Mapping;
import io.github.perconapg.internal.yaml.YamlValue.Scalar;
import io.github.perconapg.internal.yaml.YamlValue.ScalarType;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The copy of a chart that Helm is given. Its Chart.yaml carries this tool's annotations, which
 * Helm stores in the release record from the first moment on.
 */
final class PreparedChart {

  private PreparedChart() {}

  /**
   * Copies the chart and writes the annotations in place of all that have this tool's prefix. Links
   * in the chart are refused, not followed.
   */
  static void copy(Path chart, Path target, Map<String, String> annotations) throws IOException {
    if (!Files.isDirectory(chart)) {
      throw invalid(chart, "it is no folder");
    }
    Files.walkFileTree(chart, new Copy(chart, target));
    var metadata = target.resolve("Chart.yaml");
    if (!Files.isRegularFile(metadata, LinkOption.NOFOLLOW_LINKS)) {
      throw invalid(chart, "it has no Chart.yaml");
    }
    Files.writeString(metadata, annotate(metadata, annotations, chart));
  }

  /** Works on values as they are written: {@code appVersion: 1.10} has to stay what it is. */
  private static String annotate(Path metadata, Map<String, String> own, Path chart)
      throws IOException {
    @Nullable YamlValue root;
    try {
      var text = Characters.decode(Files.readAllBytes(metadata));
      root = DocumentReader.read(text, Limits.FILE);
    } catch (UnreadableTextException e) {
      throw invalid(
          chart,
          "its Chart.yaml is not YAML (%d:%d: %s)".formatted(e.line(), e.column(), e.reason()));
    }
    if (!(root instanceof Mapping mapping)) {
      throw invalid(chart, "its Chart.yaml is not a mapping");
    }
    var fields = new ArrayList<Entry>();
    var annotations = new ArrayList<Entry>();
    for (var field : mapping.entries()) {
      if (field.key().text().equals("annotations")) {
        if (field.value() instanceof Mapping existing) {
          existing.entries().stream()
              .filter(entry -> !entry.key().text().startsWith(ProvenanceMetadata.PREFIX))
              .forEach(annotations::add);
        }
      } else {
        fields.add(field);
      }
    }
    new TreeMap<>(own).forEach((name, value) -> annotations.add(entry(name, text(value))));
    if (!annotations.isEmpty()) {
      fields.add(entry("annotations", mapping(annotations)));
    }
    return FlowText.of(mapping(fields));
  }

  private static Entry entry(String name, YamlValue value) {
    return new Entry(text(name), value);
  }

  private static Scalar text(String text) {
    return new Scalar(1, 1, text, ScalarType.TEXT);
  }

  private static Mapping mapping(List<Entry> entries) {
    return new Mapping(1, 1, entries, 1, 1);
  }

  private static RuntimeException invalid(Path chart, String why) {
    return Problem.of(
            ProblemCode.CHART_INVALID,
            "The chart in " + chart + " cannot be given to Helm: " + why + ".",
            "Name a folder or archive that holds a Helm chart.")
        .asException();
  }

  private static final class Copy extends SimpleFileVisitor<Path> {
    private final Path from;
    private final Path to;

    Copy(Path from, Path to) {
      this.from = from;
      this.to = to;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
        throws IOException {
      Files.createDirectories(to.resolve(from.relativize(folder).toString()));
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      if (!attributes.isRegularFile()) {
        throw invalid(from, from.relativize(file) + " is not a plain file");
      }
      Files.copy(file, to.resolve(from.relativize(file).toString()));
      return FileVisitResult.CONTINUE;
    }
  }
}
