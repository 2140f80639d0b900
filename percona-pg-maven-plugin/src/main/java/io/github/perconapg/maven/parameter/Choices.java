package io.github.perconapg.maven.parameter;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Words to choose from, and how they are shown. */
final class Choices {

  private Choices() {}

  /** A constant as it is written in a POM. */
  static String textOf(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** "a, b or c"; the one that is most like the given text stands first. */
  static String sentence(Collection<String> known, String given) {
    var sorted = known.stream().sorted(Comparator.comparingInt(k -> distance(k, given))).toList();
    var last = sorted.size() - 1;
    return last == 0
        ? sorted.get(0)
        : String.join(", ", sorted.subList(0, last)) + " or " + sorted.get(last);
  }

  /** The word that is most like the given text. */
  static String nearest(Collection<String> known, String given) {
    return known.stream()
        .min(Comparator.comparingInt((String k) -> distance(k, given)).thenComparing(k -> k))
        .orElseThrow();
  }

  /** How many letters have to be inserted, deleted or replaced, whatever their case. */
  private static int distance(String a, String b) {
    var x = a.toLowerCase(Locale.ROOT);
    var y = b.toLowerCase(Locale.ROOT);
    var row = new int[y.length() + 1];
    for (var j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (var i = 1; i <= x.length(); i++) {
      var diagonal = row[0];
      row[0] = i;
      for (var j = 1; j < row.length; j++) {
        var replaced = diagonal + (x.charAt(i - 1) == y.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[y.length()];
  }
}
