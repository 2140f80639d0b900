package io.github.perconapg.maven.parameter;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A list in one line of text: entries are separated by commas, {@code \,} is a comma. */
final class CommaList {

  private static final Pattern SEPARATOR = Pattern.compile("(?<!\\\\),");

  private CommaList() {}

  static List<String> split(String text) {
    return Stream.of(SEPARATOR.split(text, -1)).map(entry -> entry.replace("\\,", ",")).toList();
  }
}
