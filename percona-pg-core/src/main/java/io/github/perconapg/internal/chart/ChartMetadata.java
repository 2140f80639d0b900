package io.github.perconapg.internal.chart;

import io.github.perconapg.internal.yaml.Limits;
import io.github.perconapg.internal.yaml.Trees;
import io.github.perconapg.internal.yaml.Trees.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What Chart.yaml says (helm.sh/docs/topics/charts, "The Chart.yaml File"), checked. Its scalars
 * are read as text whatever they look like, so that a version 2.10 stays 2.10.
 *
 * @param name the chart's name, which need not be pg-operator: mirrors rename charts
 * @param version a semantic version
 * @param appVersion the operator's version and its image's default tag, so it is required here
 * @param kubeVersion a range of versions, or null
 */
record ChartMetadata(String name, String version, String appVersion, @Nullable String kubeVersion) {

  static final String FILE = "Chart.yaml";

  /** There is one for each subchart, and none comes near. */
  private static final Limits LIMITS = Limits.of(1 << 18, 16, 10_000);

  private static final Pattern NAME =
      Pattern.compile("[a-zA-Z0-9]([a-zA-Z0-9._-]{0,251}[a-zA-Z0-9])?");
  private static final Pattern SUBCHART = Pattern.compile("charts/([^/_.][^/]*)/Chart\\.yaml");

  /** Reads and checks it, and that every dependency it names is there. */
  static ChartMetadata of(ChartFiles files) {
    var text = files.text(FILE);
    if (text == null) {
      throw ChartProblems.invalid(files.origin(), "it has no Chart.yaml" + nearby(files));
    }
    var fields = mapping(files, FILE, text);
    var type = text(fields, "type");
    if (type != null && !type.equals("application")) {
      throw ChartProblems.invalid(
          files.origin(), "it is of type " + ChartProblems.quoted(type) + ", not an application");
    }
    var metadata =
        new ChartMetadata(
            required(files, fields, "name"),
            required(files, fields, "version"),
            required(files, fields, "appVersion"),
            text(fields, "kubeVersion"));
    metadata.check(files);
    checkDependencies(files, fields);
    return metadata;
  }

  private void check(ChartFiles files) {
    if (!NAME.matcher(name).matches()) {
      throw ChartProblems.invalid(
          files.origin(), "Chart.yaml has the name " + ChartProblems.quoted(name));
    }
    if (SemVer.parse(version) == null) {
      throw ChartProblems.invalid(
          files.origin(),
          "Chart.yaml has version "
              + ChartProblems.quoted(version)
              + ", which is not a semantic version such as 2.7.0");
    }
  }

  private static void checkDependencies(ChartFiles files, Map<String, Object> fields) {
    var needed = new ArrayList<>(dependencies(fields));
    var requirements = files.text("requirements.yaml");
    if ("v1".equals(text(fields, "apiVersion")) && requirements != null) {
      needed.addAll(dependencies(mapping(files, "requirements.yaml", requirements)));
    }
    needed.removeAll(subcharts(files));
    if (!needed.isEmpty()) {
      throw ChartProblems.invalid(
          files.origin(),
          "it depends on "
              + String.join(", ", new TreeSet<>(needed))
              + ", which is not in its charts folder; 'helm dependency update' puts it there");
    }
  }

  private static List<String> dependencies(Map<String, Object> fields) {
    var names = new ArrayList<String>();
    if (fields.get("dependencies") instanceof List<?> dependencies) {
      for (var dependency : dependencies) {
        if (dependency instanceof Map<?, ?> map && map.get("name") instanceof String name) {
          names.add(name);
        }
      }
    }
    return names;
  }

  private static List<String> subcharts(ChartFiles files) {
    var names = new ArrayList<String>();
    for (var path : files.all().keySet()) {
      if (SUBCHART.matcher(path).matches()) {
        var name = text(mapping(files, path, String.valueOf(files.text(path))), "name");
        names.add(String.valueOf(name));
      }
    }
    return names;
  }

  private static Map<String, Object> mapping(ChartFiles files, String path, String text) {
    return Trees.mapping(text, LIMITS, ChartProblems.file(files.origin(), path), Style.TEXT);
  }

  private static String required(ChartFiles files, Map<String, Object> fields, String field) {
    var value = text(fields, field);
    if (value == null) {
      throw ChartProblems.invalid(files.origin(), "Chart.yaml has no " + field);
    }
    return value;
  }

  /** A field's text; what YAML writes for null counts as missing, as it does for Helm. */
  private static @Nullable String text(Map<String, Object> fields, String field) {
    return fields.get(field) instanceof String text
            && !text.isBlank()
            && !text.equals("null")
            && !text.equals("~")
        ? text
        : null;
  }

  private static String nearby(ChartFiles files) {
    return files.all().keySet().stream()
        .filter(path -> path.endsWith("/" + FILE))
        .findFirst()
        .map(path -> "; there is one at " + ChartProblems.quoted(path))
        .orElse("");
  }
}
