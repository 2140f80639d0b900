package io.github.perconapg.internal.chart;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What a chart's templates mention, found by their text. */
public final class TemplateValues {

  private static final Pattern USE = Pattern.compile("\\.Values\\.([A-Za-z_][A-Za-z0-9_]*)");

  private TemplateValues() {}

  /** Tells whether a template may mention a word; a packed subchart, which is not opened, may. */
  public static boolean mayMention(Path chart, String word) {
    try {
      for (var folder : Set.of("templates", "charts")) {
        for (var file : filesBelow(chart.resolve(folder))) {
          if (file.toString().endsWith(".tgz")
              || new String(Files.readAllBytes(file), StandardCharsets.UTF_8).contains(word)) {
            return true;
          }
        }
      }
      return false;
    } catch (IOException e) {
      throw ChartProblems.cache(chart, e);
    }
  }

  /** The names of top-level values that the templates mention, and those of the subcharts. */
  static Set<String> names(Path chart) {
    var names = new TreeSet<String>();
    try {
      for (var file : filesBelow(chart.resolve("templates"))) {
        var uses = USE.matcher(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
        uses.results().forEach(use -> names.add(use.group(1)));
      }
      for (var subchart : filesBelow(chart.resolve("charts"))) {
        names.add(chart.resolve("charts").relativize(subchart).getName(0).toString());
      }
    } catch (IOException e) {
      throw ChartProblems.cache(chart, e);
    }
    return names;
  }

  private static Iterable<Path> filesBelow(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return Set.of();
    }
    try (var paths = Files.walk(folder)) {
      return paths.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)).toList();
    }
  }
}
