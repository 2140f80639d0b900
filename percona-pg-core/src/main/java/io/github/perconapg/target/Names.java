package io.github.perconapg.target;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Orders names by how near they are to one that was not found. */
final class Names {

  private Names() {}

  /** All names, the most similar first. */
  static List<String> nearestFirst(Collection<String> names, String wanted) {
    return names.stream()
        .sorted(
            Comparator.<String>comparingInt(name -> distance(name, wanted))
                .thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  /** Levenshtein's distance. */
  private static int distance(String a, String b) {
    var above = new int[b.length() + 1];
    for (var j = 0; j <= b.length(); j++) {
      above[j] = j;
    }
    for (var i = 1; i <= a.length(); i++) {
      var row = new int[b.length() + 1];
      row[0] = i;
      for (var j = 1; j <= b.length(); j++) {
        var swap = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(swap, 1 + Math.min(above[j], row[j - 1]));
      }
      above = row;
    }
    return above[b.length()];
  }
}
