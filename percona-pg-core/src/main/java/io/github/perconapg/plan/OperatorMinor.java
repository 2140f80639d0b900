package io.github.perconapg.plan;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Major and minor version of an operator, by which its rules go: one minor at a time, and
 * definitions serve their operator and the two minors before it (its documentation, "Update the
 * Operator").
 *
 * @param major the major version
 * @param minor the minor version
 */
record OperatorMinor(int major, int minor) implements Comparable<OperatorMinor> {

  /** How many minors back definitions, and a cluster's crVersion, are served. */
  static final int SERVED_BACK = 2;

  private static final Pattern VERSION = Pattern.compile("v?(\\d{1,4})\\.(\\d{1,4})(\\..*)?");

  /** The minor of a version as a chart, an image's tag or a label has it; empty for other text. */
  static Optional<OperatorMinor> of(String version) {
    var matcher = VERSION.matcher(version);
    return matcher.matches()
        ? Optional.of(
            new OperatorMinor(
                Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
        : Optional.empty();
  }

  /** The minor after this one; 2.9 is the last before 3.0. */
  OperatorMinor next() {
    return major == 2 && minor >= 9 ? new OperatorMinor(3, 0) : new OperatorMinor(major, minor + 1);
  }

  /** How many minors this one is after another; negative when it is before. */
  int after(OperatorMinor other) {
    return position() - other.position();
  }

  /** Whether a version belongs to this minor. */
  boolean has(String version) {
    return of(version).filter(this::equals).isPresent();
  }

  @Override
  public int compareTo(OperatorMinor other) {
    return Integer.compare(position(), other.position());
  }

  /** Minors in one row: 2.8 is 8, 2.9 is 9, 3.0 is 10. */
  private int position() {
    return 10 * (major - 2) + minor;
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
