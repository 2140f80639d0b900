package io.github.perconapg.maven.parameter;

import io.github.perconapg.internal.problem.DidYouMean;
import java.util.Collection;
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
    var sorted = DidYouMean.nearestFirst(known, given);
    var last = sorted.size() - 1;
    return last == 0
        ? sorted.get(0)
        : String.join(", ", sorted.subList(0, last)) + " or " + sorted.get(last);
  }
}
