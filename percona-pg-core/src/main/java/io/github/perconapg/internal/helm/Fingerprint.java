package io.github.perconapg.internal.helm;

import io.github.perconapg.internal.chart.Chart;
import io.github.perconapg.internal.chart.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Tells whether a release was made of the same chart and values. */
public final class Fingerprint {

  /** A label value has at most 63 characters; 40 hexadecimal digits are 160 bits. */
  private static final int LENGTH = 40;

  private Fingerprint() {}

  /** Forty hexadecimal digits; equal for equal chart files, values, namespace and release. */
  public static String of(
      Chart chart, Map<String, Object> values, String namespace, String release) {
    var text = new StringBuilder();
    append(text, List.of(chart.digest(), namespace, release, values));
    return Sha256.of(text.toString().getBytes(StandardCharsets.UTF_8)).substring(0, LENGTH);
  }

  /** A form in which the order of keys does not show and no two different values look alike. */
  private static void append(StringBuilder text, @Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      var sorted = new TreeMap<String, @Nullable Object>();
      map.forEach((key, nested) -> sorted.put(String.valueOf(key), nested));
      text.append('{');
      sorted.forEach(
          (key, nested) -> {
            append(text, key);
            append(text, nested);
          });
      text.append('}');
    } else if (value instanceof List<?> list) {
      text.append('[');
      list.forEach(nested -> append(text, nested));
      text.append(']');
    } else {
      var shown = String.valueOf(value);
      var type = value == null ? 'n' : value instanceof String ? 's' : 'v';
      text.append(type).append(shown.length()).append(':').append(shown);
    }
  }
}
