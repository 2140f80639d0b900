package io.github.perconapg.internal.problem;

import java.util.ArrayList;
import java.util.List;

/** Shortens texts and lists for people, and marks what is missing. */
public final class Truncation {

  private static final String CUT = "..";

  private Truncation() {}

  /**
   * Returns the beginning and the end of a text: messages begin with what and end with why, and
   * names differ there.
   */
  public static String text(String all, int atMost) {
    if (all.length() <= atMost) {
      return all;
    }
    var end = (atMost - CUT.length()) / 2;
    var start = atMost - CUT.length() - end;
    return all.substring(0, start) + CUT + all.substring(all.length() - end);
  }

  /** Returns the beginning of a list, with a last line that counts the rest. */
  public static List<String> lines(List<String> all, int atMost) {
    var lines = new ArrayList<>(all.subList(0, Math.min(atMost, all.size())));
    if (all.size() > atMost) {
      lines.add("and " + (all.size() - atMost) + " more");
    }
    return lines;
  }

  /** Returns the beginning of a list as part of a sentence, and the count of the rest. */
  public static String words(List<String> all, int atMost) {
    var words = String.join(", ", all.subList(0, Math.min(atMost, all.size())));
    return all.size() > atMost ? words + " and " + (all.size() - atMost) + " more" : words;
  }
}
