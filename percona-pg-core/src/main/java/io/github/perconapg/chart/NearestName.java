package io.github.perconapg.chart;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds the name that a misspelt one was meant to be. */
final class NearestName {

  private static final int LONGEST = 64;

  private NearestName() {}

  /** The name that is a third of its length or less away, or null. */
  static @Nullable String of(String written, Collection<String> names) {
    String nearest = null;
    var least = Integer.MAX_VALUE;
    for (var name : names) {
      if (written.length() <= LONGEST && name.length() <= LONGEST) {
        var distance = distance(written.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
        if (distance < least && distance <= Math.max(1, name.length() / 3)) {
          least = distance;
          nearest = name;
        }
      }
    }
    return nearest;
  }

  /** The Levenshtein distance. */
  private static int distance(String a, String b) {
    var previous = new int[b.length() + 1];
    for (var i = 0; i <= a.length(); i++) {
      var current = new int[b.length() + 1];
      for (var j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          current[j] = i + j;
        } else {
          var changed = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
          current[j] = Math.min(changed, 1 + Math.min(previous[j], current[j - 1]));
        }
      }
      previous = current;
    }
    return previous[b.length()];
  }
}
