package io.github.perconapg.internal.chart;

import io.github.perconapg.internal.yaml.Characters;
import io.github.perconapg.internal.yaml.Limits;
import io.github.perconapg.internal.yaml.TextSource;
import io.github.perconapg.internal.yaml.Trees;
import io.github.perconapg.internal.yaml.Trees.Style;
import io.github.perconapg.internal.yaml.UnreadableTextException;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;

/** Reads a file of chart values. */
public final class ValuesFile {

  private static final String REMEDY =
      "Correct the file: it is YAML 1.2 with one mapping, in the form of the chart's values.yaml.";

  private ValuesFile() {}

  /**
   * Reads a file of YAML 1.2 (so {@code yes} and {@code on} are text) or JSON.
   *
   * @param file at most 1 MiB of UTF-8
   * @return the values; null where the file says null, which takes the chart's default away
   * @throws io.github.perconapg.problem.PerconaPgException values-invalid, with file, line and
   *     column, when it is missing, not well-formed, has a key twice, a second document, tags of
   *     other types, more than 64 levels or too many aliases
   */
  public static Map<String, Object> read(Path file) {
    return read(bytes(file), file.toString());
  }

  /** The values in a file's contents. */
  static Map<String, Object> read(byte[] contents, String name) {
    var source = new TextSource(name, ProblemCode.VALUES_INVALID, REMEDY, true);
    try {
      return Trees.mapping(Characters.decode(contents), Limits.FILE, source, Style.VALUES);
    } catch (UnreadableTextException e) {
      throw source.refused(e);
    }
  }

  private static byte[] bytes(Path file) {
    try (var in = Files.newInputStream(file)) {
      var bytes = in.readNBytes(Limits.FILE.characters() + 1);
      if (bytes.length > Limits.FILE.characters()) {
        throw Problem.of(
                ProblemCode.VALUES_INVALID,
                file + " is longer than " + (Limits.FILE.characters() >> 20) + " MiB",
                REMEDY)
            .asException();
      }
      return bytes;
    } catch (IOException e) {
      var why = e instanceof NoSuchFileException ? "it does not exist" : ChartProblems.reason(e);
      throw Problem.of(
              ProblemCode.VALUES_INVALID,
              "The values file " + file + " cannot be read: " + why,
              "Check the path.")
          .asException(e);
    }
  }
}
