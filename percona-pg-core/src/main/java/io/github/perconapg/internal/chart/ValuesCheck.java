package io.github.perconapg.internal.chart;

import io.github.perconapg.internal.problem.DidYouMean;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compares values with a chart's defaults. */
final class ValuesCheck {

  private static final int DEEPEST = 64;

  /** A suggestion costs a comparison with every known name. */
  private static final int MOST_NOTES = 20;

  private final Chart chart;
  private final List<Problem> problems = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private @Nullable Set<String> named;
  private int depth;

  ValuesCheck(Chart chart) {
    this.chart = chart;
  }

  /** Returns what must be corrected. */
  List<Problem> problems() {
    return problems;
  }

  /** Returns what a person should know. */
  List<String> notes() {
    return notes;
  }

  /** Checks a mapping against its default, which is empty where there is none. */
  void mapping(String path, Map<?, ?> given, Map<?, ?> defaults) {
    if (++depth > DEEPEST) {
      refuse(path, "is deeper than " + DEEPEST + " levels", "Make it flatter.");
    } else {
      given.forEach((key, value) -> entry(path, key, value, defaults));
    }
    depth--;
  }

  private void entry(String path, Object key, @Nullable Object value, Map<?, ?> defaults) {
    if (!(key instanceof String name)) {
      refuse(path, "has the key " + key + ", which is not text", "Write it in quotes.");
      return;
    }
    var own = path.isEmpty() ? name : path + "." + name;
    if (!defaults.containsKey(name)) {
      noteUnknown(own, name, path.isEmpty(), defaults);
    }
    value(own, value, defaults.get(name));
  }

  private void value(String path, @Nullable Object given, @Nullable Object standard) {
    var kind = kind(given);
    if (given != null && standard != null && !kind.equals(kind(standard))) {
      refuse(
          path,
          "is " + kind + ", but the chart's default there is " + kind(standard),
          "Write " + kind(standard) + hint(given, standard));
    } else if (given instanceof Map<?, ?> map) {
      mapping(path, map, standard instanceof Map<?, ?> defaults ? defaults : Map.of());
    } else if (given instanceof List<?> list) {
      list(path, list);
    } else if (given != null && !isScalar(given)) {
      refuse(
          path,
          "is a Java object of type " + given.getClass().getName(),
          "Use maps, lists, strings, numbers and booleans only.");
    }
  }

  private void list(String path, List<?> list) {
    if (++depth > DEEPEST) {
      refuse(path, "is deeper than " + DEEPEST + " levels", "Make it flatter.");
    } else {
      for (var i = 0; i < list.size(); i++) {
        value(path + "[" + i + "]", list.get(i), null);
      }
    }
    depth--;
  }

  private static String kind(@Nullable Object value) {
    if (value == null) {
      return "null";
    }
    if (value instanceof Map) {
      return "a mapping";
    }
    if (value instanceof List) {
      return "a list";
    }
    if (value instanceof Boolean) {
      return "true or false";
    }
    return value instanceof Number ? "a number" : "text";
  }

  private static boolean isScalar(Object value) {
    return value instanceof String || value instanceof Number || value instanceof Boolean;
  }

  private static String hint(Object given, Object standard) {
    if (standard instanceof String && isScalar(given)) {
      return ", in quotes.";
    }
    if (given instanceof String && isScalar(standard)) {
      return ", without quotes (YAML 1.2 takes only true and false for booleans).";
    }
    return ".";
  }

  /** Below the top level, a chart may pass on a whole mapping, so only a likely slip is noted. */
  private void noteUnknown(String path, String name, boolean atTop, Map<?, ?> defaults) {
    if (notes.size() > MOST_NOTES) {
      return;
    }
    if (notes.size() == MOST_NOTES) {
      notes.add("There are more values like these; correct them and run again to see the rest.");
      return;
    }
    var known = new TreeSet<String>();
    defaults.keySet().forEach(key -> known.add(key.toString()));
    if (atTop) {
      known.addAll(named());
      known.add("global");
    }
    var nearest = known.contains(name) ? null : DidYouMean.nearest(name, known);
    if (nearest != null || (atTop && !known.contains(name))) {
      notes.add(
          "The chart "
              + chart.name()
              + " "
              + chart.version()
              + " does not know the value "
              + path
              + (nearest == null ? "." : "; did you mean " + nearest + "?"));
    }
  }

  /** Read once: the templates may be large and the unknown values many. */
  private Set<String> named() {
    if (named == null) {
      named = TemplateValues.names(chart.folder());
    }
    return named;
  }

  private void refuse(String path, String why, String remedy) {
    problems.add(
        Problem.of(
            ProblemCode.VALUES_INVALID,
            (path.isEmpty() ? "The chart values: the top level" : "The chart value " + path)
                + " "
                + why,
            remedy));
  }
}
