package io.github.perconapg.internal.operator;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What is known of an operator by its version, read from its public sources and from running ones.
 *
 * @param text the version as the image's tag has it, or the chart's {@code appVersion}
 */
public record OperatorVersion(String text) {

  /** The Lease by which operators from 2.6 on elect their leader unless they are told another. */
  public static final String LEASE = "08db3feb.percona.com";

  private static final Pattern MAJOR_MINOR = Pattern.compile("(\\d+)\\.(\\d+)(\\..*)?");

  /** Controllers that write a start-up line each, the same from 2.7 to 3.0. */
  private static final Set<String> CONTROLLERS =
      Set.of(
          "perconapgbackup",
          "perconapgcluster",
          "perconapgrestore",
          "perconapgupgrade",
          "pgadmin",
          "pgupgrade",
          "postgrescluster");

  /** Tells whether it elects its leader by Lease; an unknown version is taken for a new one. */
  boolean takesLease() {
    return number() == 0 || number() >= 206;
  }

  /** The controllers whose start-up lines prove that it works; empty for an unknown version. */
  public Optional<Set<String>> controllers() {
    return number() >= 207 && number() <= 300 ? Optional.of(CONTROLLERS) : Optional.empty();
  }

  /** Major and minor as one number, 2.7 being 207; 0 when the text is no version. */
  private int number() {
    var matcher = MAJOR_MINOR.matcher(text);
    return matcher.matches()
        ? Integer.parseInt(matcher.group(1)) * 100 + Integer.parseInt(matcher.group(2))
        : 0;
  }
}
