package io.github.perconapg.controlplane.chart;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one folder that all releases' charts are made from.
 *
 * <p>A line that starts with {@code #[2.9+]} is for that minor release and later ones only;
 * {@code @NAME@} stands for a fact of the release.
 */
final class ChartTemplate {
  private static final Pattern SINCE = Pattern.compile("#\\[(\\d+\\.\\d+)\\+\\] ?(.*)");
  private static final List<String> FILES =
      List.of(
          "Chart.yaml",
          "values.yaml",
          "templates/_names.tpl",
          "templates/deployment.yaml",
          "templates/access.yaml",
          "templates/NOTES.txt");

  private final OperatorRelease release;
  private final String image;

  ChartTemplate(OperatorRelease release, String image) {
    this.release = release;
    this.image = image;
  }

  /** Texts by path below the chart's folder. */
  Map<String, String> files() {
    Map<String, String> files = new LinkedHashMap<>();
    for (String path : FILES) {
      files.put(path, filled(read(path)));
    }
    return files;
  }

  private String filled(String text) {
    StringBuilder filled = new StringBuilder();
    for (String line : text.lines().toList()) {
      Matcher conditional = SINCE.matcher(line);
      if (!conditional.matches()) {
        filled.append(line).append('\n');
      } else if (isSince(conditional.group(1))) {
        filled.append(conditional.group(2)).append('\n');
      }
    }
    return filled
        .toString()
        .replace("@VERSION@", release.version())
        .replace("@REPOSITORY@", release.repository())
        .replace("@PULL_POLICY@", release.pullPolicy())
        .replace("@CONTAINER@", release.container())
        .replace("@GROUP@", release.innerGroup())
        .replace("@IMAGE@", image);
  }

  private boolean isSince(String minor) {
    for (OperatorRelease each : OperatorRelease.values()) {
      if (each.minor().equals(minor)) {
        return release.isAtLeast(each);
      }
    }
    throw new IllegalStateException("no release " + minor + " is known");
  }

  private static String read(String path) {
    try (InputStream in = ChartTemplate.class.getResourceAsStream("stand-in/" + path)) {
      if (in == null) {
        throw new IllegalStateException("the resource stand-in/" + path + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
