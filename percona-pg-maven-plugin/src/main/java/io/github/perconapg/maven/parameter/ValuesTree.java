package io.github.perconapg.maven.parameter;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.codehaus.plexus.configuration.PlexusConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Chart values out of XML elements or of {@code path=value} entries. Text that reads like a number,
 * true or false becomes one, as in YAML; text in double quotes stays text, without the quotes. A
 * list's entries are elements named {@code item}.
 */
public final class ValuesTree {

  private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9]\\d{0,17})");
  private static final Pattern DECIMAL = Pattern.compile("-?\\d+\\.\\d+");

  private ValuesTree() {}

  /** Values of a POM's element; empty when there is none. */
  static Map<String, Object> of(@Nullable PlexusConfiguration element) {
    var values = new LinkedHashMap<String, Object>();
    if (element == null) {
      return values;
    }
    if (element.getChildCount() == 0) {
      // Maven leaves the expression that names the property in place when the POM says nothing.
      var text = element.getValue("").trim();
      return text.isEmpty() || text.startsWith("${") ? values : of(CommaList.split(text));
    }
    return children(element, ValuesTree::scalar);
  }

  private static Map<String, Object> children(
      PlexusConfiguration element, Function<String, Object> leaf) {
    var values = new LinkedHashMap<String, Object>();
    for (var child : element.getChildren()) {
      if (values.put(child.getName(), tree(child, leaf)) != null) {
        throw new IllegalArgumentException("<" + child.getName() + "> stands there twice.");
      }
    }
    return values;
  }

  /**
   * The names and texts of an element, where no text becomes anything else.
   *
   * @throws IllegalArgumentException when a name stands twice in one element
   */
  static Map<String, Object> textsOf(PlexusConfiguration element) {
    return children(element, String::trim);
  }

  /** Values of entries such as {@code resources.limits.cpu=1}; a later entry wins. */
  static Map<String, Object> of(List<String> entries) {
    var values = new LinkedHashMap<String, Object>();
    for (var entry : entries) {
      var equals = entry.indexOf('=');
      if (equals < 1) {
        // Not quoted: it may be the rest of a secret that holds a comma.
        throw new IllegalArgumentException(
            "Entry "
                + (entries.indexOf(entry) + 1)
                + " is not path=value; a comma that belongs to a value is written as \\,.");
      }
      var path = entry.substring(0, equals).trim();
      var names = List.of(path.split("\\.", -1));
      if (names.contains("")) {
        throw new IllegalArgumentException("A name of the path \"" + path + "\" is empty.");
      }
      Object value = scalar(entry.substring(equals + 1));
      for (var i = names.size() - 1; i > 0; i--) {
        value = Map.of(names.get(i), value);
      }
      merge(values, Map.of(names.get(0), value));
    }
    return values;
  }

  /** Both, where the second wins; maps are merged, everything else is replaced. */
  public static Map<String, Object> merged(Map<String, Object> first, Map<String, Object> second) {
    var merged = new LinkedHashMap<String, Object>();
    merge(merged, first);
    merge(merged, second);
    return merged;
  }

  private static void merge(Map<String, Object> into, Map<?, ?> from) {
    from.forEach(
        (key, value) -> {
          var name = String.valueOf(key);
          if (value instanceof Map<?, ?> map) {
            var inner = new LinkedHashMap<String, Object>();
            if (into.get(name) instanceof Map<?, ?> present) {
              merge(inner, present);
            }
            merge(inner, map);
            into.put(name, inner);
          } else {
            into.put(name, value);
          }
        });
  }

  private static Object tree(PlexusConfiguration element, Function<String, Object> leaf) {
    if (element.getChildCount() == 0) {
      return leaf.apply(element.getValue(""));
    }
    if (List.of(element.getChildren()).stream().allMatch(c -> c.getName().equals("item"))) {
      var list = new ArrayList<Object>();
      for (var child : element.getChildren()) {
        list.add(tree(child, leaf));
      }
      return list;
    }
    return children(element, leaf);
  }

  private static Object scalar(String raw) {
    var text = raw.trim();
    if (text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")) {
      return text.substring(1, text.length() - 1);
    }
    if (text.equals("true") || text.equals("false")) {
      return Boolean.valueOf(text);
    }
    if (INTEGER.matcher(text).matches()) {
      return Long.valueOf(text);
    }
    return DECIMAL.matcher(text).matches() ? (Object) Double.valueOf(text) : text;
  }
}
