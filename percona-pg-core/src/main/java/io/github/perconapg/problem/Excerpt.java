package io.github.perconapg.problem;

import java.util.ArrayList;
import java.util.List;

/** The beginning of a list that may be too long for a person, and how much was left out. */
public final class Excerpt {

  private Excerpt() {}

  /** As lines, of which the last says how many more there are. */
  public static List<String> lines(List<String> all, int atMost) {
    var lines = new ArrayList<>(all.subList(0, Math.min(atMost, all.size())));
    if (all.size() > atMost) {
      lines.add("and " + (all.size() - atMost) + " more");
    }
    return lines;
  }

  /** As a part of a sentence. */
  public static String words(List<String> all, int atMost) {
    var words = String.join(", ", all.subList(0, Math.min(atMost, all.size())));
    return all.size() > atMost ? words + " and " + (all.size() - atMost) + " more" : words;
  }
}
