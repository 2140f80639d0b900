package io.github.perconapg.internal.operator;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Major and minor version of an operator, by which its rules go: one minor at a time, and CRDs
 * serve their operator and the two minors before it (its documentation, "Update the Operator").
 *
 * @param major the major version
 * @param minor the minor version
 */
public record OperatorMinor(int major, int minor) implements Comparable<OperatorMinor> {

  /** How many minors back CRDs, and a cluster's crVersion, are served. */
  public static final int SERVED_BACK = 2;

  /** The only last minor of a major version that is known. */
  private static final OperatorMinor LAST_OF_2 = new OperatorMinor(2, 9);

  private static final Pattern VERSION = Pattern.compile("v?(\\d{1,4})\\.(\\d{1,4})(\\..*)?");

  private static final Comparator<OperatorMinor> ORDER =
      Comparator.comparingInt(OperatorMinor::major).thenComparingInt(OperatorMinor::minor);

  /** The minor of a version as a chart, an image's tag or a label has it; empty for other text. */
  public static Optional<OperatorMinor> of(String version) {
    var matcher = VERSION.matcher(version);
    return matcher.matches()
        ? Optional.of(
            new OperatorMinor(
                Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
        : Optional.empty();
  }

  /**
   * How many minors this one is after another; negative when it is before. 3.0 comes after 2.9.
   * Which minor ends another major version is not known, so the earlier one is taken for it, and
   * the result is the least that it can be.
   */
  public int after(OperatorMinor other) {
    if (major == other.major) {
      return minor - other.minor;
    }
    if (major < other.major) {
      return -other.after(this);
    }
    var rest = other.major == LAST_OF_2.major ? Math.max(0, LAST_OF_2.minor - other.minor) : 0;
    return rest + (major - other.major) + minor;
  }

  /**
   * Tells whether which minors lie between this one and a later one depends on what was released.
   */
  public boolean needsReleasesUntil(OperatorMinor later) {
    return major < later.major && (major != LAST_OF_2.major || later.major > major + 1);
  }

  /**
   * The minors between this one and a later one, in order.
   *
   * @param released minors that are known to exist; without them, those after the last known one of
   *     a major version are skipped
   */
  public List<OperatorMinor> until(OperatorMinor later, Collection<OperatorMinor> released) {
    var between = new TreeSet<>(ORDER);
    var same = major == later.major;
    var last = same ? later.minor - 1 : major == LAST_OF_2.major ? LAST_OF_2.minor : minor;
    for (var next = minor + 1; next <= last; next++) {
      between.add(new OperatorMinor(major, next));
    }
    for (var next = 0; !same && next < later.minor; next++) {
      between.add(new OperatorMinor(later.major, next));
    }
    released.stream()
        .filter(minor -> minor.compareTo(this) > 0 && minor.compareTo(later) < 0)
        .forEach(between::add);
    return List.copyOf(between);
  }

  /** Tells whether a version belongs to this minor. */
  public boolean has(String version) {
    return of(version).filter(this::equals).isPresent();
  }

  @Override
  public int compareTo(OperatorMinor other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
