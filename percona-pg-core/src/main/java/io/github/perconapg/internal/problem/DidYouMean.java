package io.github.perconapg.internal.problem;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Suggests names for misspelt ones. */
public final class DidYouMean {

  /** Longer texts are not misspelt names, and comparing them costs the product of their lengths. */
  private static final int LONGEST = 64;

  private DidYouMean() {}

  /**
   * Returns the nearest name, or null if none is near: ignoring case, dashes and underscores, at
   * most a third of its letters may differ.
   */
  public static @Nullable String nearest(String written, Collection<String> names) {
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

  /** Returns all names, most similar first. */
  public static List<String> nearestFirst(Collection<String> names, String written) {
    return names.stream()
        .sorted(
            Comparator.<String>comparingInt(name -> distance(fold(name), fold(written)))
                .thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  private static String fold(String name) {
    return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
  }

  /** The optimal string alignment distance: inserted, lost, changed or swapped characters. */
  static int distance(String a, String b) {
    if (a.length() > LONGEST || b.length() > LONGEST) {
      return Integer.MAX_VALUE;
    }
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
