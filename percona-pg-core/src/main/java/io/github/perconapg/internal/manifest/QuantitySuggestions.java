package io.github.perconapg.internal.manifest;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Guesses what a value was meant to be. */
final class QuantitySuggestions {

  private static final Pattern QUANTITY =
      Pattern.compile("\\s*([0-9.]{1,20})\\s*([a-z]{0,12})\\s*", Pattern.CASE_INSENSITIVE);

  private QuantitySuggestions() {}

  /** A value that the rule accepts and that is like the text, or null. */
  static @Nullable String of(Rule rule, String text) {
    var repaired = rule == Rule.QUANTITY ? quantity(text) : label(text);
    return repaired != null && rule.accepts(repaired) ? repaired : null;
  }

  private static String label(String text) {
    return text.strip().toLowerCase(Locale.ROOT).replaceAll("[ _.]", "-");
  }

  /** Suffixes that people write for those that Kubernetes knows. */
  private static @Nullable String quantity(String text) {
    var matcher = QUANTITY.matcher(text);
    if (!matcher.matches()) {
      return null;
    }
    var suffix =
        switch (matcher.group(2).toLowerCase(Locale.ROOT)) {
          case "ki", "kib" -> "Ki";
          case "mi", "mib" -> "Mi";
          case "gi", "gib" -> "Gi";
          case "ti", "tib" -> "Ti";
          case "kb" -> "k";
          case "mb" -> "M";
          case "g", "gb" -> "G";
          case "tb" -> "T";
          case "millicpu", "millicores", "mcpu", "mc" -> "m";
          case "core", "cores", "cpu", "cpus", "vcpu" -> "";
          default -> matcher.group(2);
        };
    return matcher.group(1) + suffix;
  }
}
