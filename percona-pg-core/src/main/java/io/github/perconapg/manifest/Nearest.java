package io.github.perconapg.manifest;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds the name that a misspelt one was meant to be. */
final class Nearest {

  private static final int LONGEST = 64;

  private Nearest() {}

  /** The nearest of the names, case aside, or null when none is near. */
  static @Nullable String of(String written, Collection<String> names) {
    if (written.length() > LONGEST) {
      return null;
    }
    String nearest = null;
    int best = Integer.MAX_VALUE;
    for (var name : names) {
      int distance = distance(fold(written), fold(name));
      if (distance < best && distance <= Math.max(1, name.length() / 3)) {
        best = distance;
        nearest = name;
      }
    }
    return nearest;
  }

  private static String fold(String name) {
    return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
  }

  /** The optimal string alignment distance: inserted, lost, changed or swapped characters. */
  static int distance(String a, String b) {
    var d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(d[i - 1][j - 1] + change, Math.min(d[i - 1][j] + 1, d[i][j - 1] + 1));
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
