package io.github.perconapg.internal.problem;

import java.util.ArrayList;
import java.util.List;

/** A part of what may be too long for a person, and a sign of what was left out. */
public final class Truncation {

  private static final String CUT = "..";

  private Truncation() {}

  /**
   * The beginning and the end: messages begin with what and end with why, and names differ there.
   */
  public static String text(String all, int atMost) {
    if (all.length() <= atMost) {
      return all;
    }
    var end = (atMost - CUT.length()) / 2;
    var start = atMost - CUT.length() - end;
    return all.substring(0, start) + CUT + all.substring(all.length() - end);
  }

  /** The beginning of a list, as lines, of which the last says how many more there are. */
  public static List<String> lines(List<String> all, int atMost) {
    var lines = new ArrayList<>(all.subList(0, Math.min(atMost, all.size())));
    if (all.size() > atMost) {
      lines.add("and " + (all.size() - atMost) + " more");
    }
    return lines;
  }

  /** The beginning of a list, as a part of a sentence. */
  public static String words(List<String> all, int atMost) {
    var words = String.join(", ", all.subList(0, Math.min(atMost, all.size())));
    return all.size() > atMost ? words + " and " + (all.size() - atMost) + " more" : words;
  }
}
