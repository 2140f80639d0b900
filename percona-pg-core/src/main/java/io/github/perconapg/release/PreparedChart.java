package io.github.perconapg.release;

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
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.StreamDataWriter;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

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
    Files.writeString(metadata, annotate(Files.readString(metadata), annotations, chart));
  }

  /** Works on nodes, not on values: {@code appVersion: 1.10} has to stay what it is. */
  private static String annotate(String text, Map<String, String> own, Path chart) {
    var settings = LoadSettings.builder().build();
    @Nullable Node root;
    try {
      var parser = new ParserImpl(settings, new StreamReader(settings, text));
      root = new Composer(settings, parser).getSingleNode().orElse(null);
    } catch (YamlEngineException e) {
      throw invalid(chart, "its Chart.yaml is not YAML");
    }
    if (!(root instanceof MappingNode mapping)) {
      throw invalid(chart, "its Chart.yaml is not a mapping");
    }
    var fields = new ArrayList<NodeTuple>();
    var annotations = new ArrayList<NodeTuple>();
    for (var field : mapping.getValue()) {
      if (named(field, "annotations")) {
        if (field.getValueNode() instanceof MappingNode existing) {
          existing.getValue().stream().filter(entry -> !isOwn(entry)).forEach(annotations::add);
        }
      } else {
        fields.add(field);
      }
    }
    new TreeMap<>(own)
        .forEach((name, value) -> annotations.add(tuple(scalar(name), scalar(value))));
    if (!annotations.isEmpty()) {
      fields.add(
          tuple(scalar("annotations"), new MappingNode(Tag.MAP, annotations, FlowStyle.BLOCK)));
    }
    return text(new MappingNode(Tag.MAP, fields, FlowStyle.BLOCK));
  }

  private static String text(Node node) {
    var text = new StringBuilder();
    new Dump(DumpSettings.builder().build())
        .dumpNode(
            node,
            new StreamDataWriter() {
              @Override
              public void write(String part) {
                text.append(part);
              }

              @Override
              public void write(String part, int offset, int length) {
                text.append(part, offset, offset + length);
              }
            });
    return text.toString();
  }

  private static boolean named(NodeTuple field, String name) {
    return field.getKeyNode() instanceof ScalarNode key && key.getValue().equals(name);
  }

  private static boolean isOwn(NodeTuple annotation) {
    return annotation.getKeyNode() instanceof ScalarNode key
        && key.getValue().startsWith(Stamp.PREFIX);
  }

  private static NodeTuple tuple(Node key, Node value) {
    return new NodeTuple(key, value);
  }

  private static ScalarNode scalar(String value) {
    return new ScalarNode(Tag.STR, value, ScalarStyle.DOUBLE_QUOTED);
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
