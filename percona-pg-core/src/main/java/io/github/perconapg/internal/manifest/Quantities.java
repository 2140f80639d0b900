package io.github.perconapg.internal.manifest;

import java.util.Map;

/** Values of Kubernetes quantities, computed as the rule in {@code container_resources.proto}. */
final class Quantities {

  private static final Map<Character, String> DECIMAL =
      Map.of(
          'n', "e-9", 'u', "e-6", 'm', "e-3", 'k', "e3", 'M', "e6", 'G', "e9", 'T', "e12", 'P',
          "e15", 'E', "e18");

  private static final String BINARY = "KMGTPE";

  private Quantities() {}

  /**
   * The double nearest to a quantity: it is rounded once, so equal quantities such as 1.1k and 1100
   * stay equal.
   *
   * @param quantity text that {@link Rule#QUANTITY} accepts
   */
  static double value(String quantity) {
    int end = quantity.length() - 1;
    char last = quantity.charAt(end);
    if (last == 'i') {
      int power = BINARY.indexOf(quantity.charAt(end - 1)) + 1;
      return Math.scalb(Double.parseDouble(quantity.substring(0, end - 1)), 10 * power);
    }
    var exponent = DECIMAL.get(last);
    return Double.parseDouble(exponent == null ? quantity : quantity.substring(0, end) + exponent);
  }
}
