package io.github.perconapg.internal.chart;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A version as semver.org 2.0.0 defines it, or the same with a v before it: Helm takes both for one
 * version, and repositories have both.
 *
 * @param text the version as it was written
 * @param numbers major, minor and patch
 * @param preRelease the identifiers after the hyphen; empty for a release
 */
public record SemVer(String text, List<BigInteger> numbers, List<String> preRelease) {

  private static final Pattern FORM =
      Pattern.compile(
          "v?(0|[1-9]\\d{0,17})\\.(0|[1-9]\\d{0,17})\\.(0|[1-9]\\d{0,17})"
              + "(?:-((?:0|[1-9]\\d{0,17}|\\d*[a-zA-Z-][0-9a-zA-Z-]*)"
              + "(?:\\.(?:0|[1-9]\\d{0,17}|\\d*[a-zA-Z-][0-9a-zA-Z-]*))*))?"
              + "(?:\\+[0-9a-zA-Z-]+(?:\\.[0-9a-zA-Z-]+)*)?");

  private static final int LONGEST = 128;

  /**
   * Order of precedence, lowest first (semver.org, item 11). Build metadata does not count, so two
   * versions that differ only there compare as equal.
   */
  public static final Comparator<SemVer> PRECEDENCE = SemVer::compare;

  /** Copies the lists, so that the record is immutable. */
  public SemVer {
    numbers = List.copyOf(numbers);
    preRelease = List.copyOf(preRelease);
  }

  /** The version that a text names, or null when it is not exactly one version. */
  public static @Nullable SemVer parse(String text) {
    if (text.length() > LONGEST) {
      return null;
    }
    var form = FORM.matcher(text);
    if (!form.matches()) {
      return null;
    }
    var identifiers = form.group(4);
    return new SemVer(
        text,
        List.of(
            new BigInteger(form.group(1)),
            new BigInteger(form.group(2)),
            new BigInteger(form.group(3))),
        identifiers == null ? List.of() : List.of(identifiers.split("\\.", -1)));
  }

  /** The same version without its v, or with one where it has none. */
  static String otherForm(String version) {
    return version.startsWith("v") ? version.substring(1) : "v" + version;
  }

  /** Tells whether two texts are one version but for a v before it. */
  static boolean same(String one, String other) {
    return one.equals(other) || one.equals(otherForm(other));
  }

  private static int compare(SemVer a, SemVer b) {
    for (var i = 0; i < 3; i++) {
      var order = a.numbers.get(i).compareTo(b.numbers.get(i));
      if (order != 0) {
        return order;
      }
    }
    if (a.preRelease.isEmpty() || b.preRelease.isEmpty()) {
      return Boolean.compare(a.preRelease.isEmpty(), b.preRelease.isEmpty());
    }
    for (var i = 0; i < Math.min(a.preRelease.size(), b.preRelease.size()); i++) {
      var order = compareIdentifiers(a.preRelease.get(i), b.preRelease.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(a.preRelease.size(), b.preRelease.size());
  }

  private static int compareIdentifiers(String a, String b) {
    var aIsNumber = isNumber(a);
    var bIsNumber = isNumber(b);
    if (aIsNumber && bIsNumber) {
      return new BigInteger(a).compareTo(new BigInteger(b));
    }
    return aIsNumber == bIsNumber ? a.compareTo(b) : Boolean.compare(bIsNumber, aIsNumber);
  }

  private static boolean isNumber(String identifier) {
    return identifier.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** The version as it was written. */
  @Override
  public String toString() {
    return text;
  }
}
