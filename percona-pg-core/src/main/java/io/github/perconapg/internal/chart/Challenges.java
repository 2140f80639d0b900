package io.github.perconapg.internal.chart;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a server accepts as proof of who asks: the challenges of its WWW-Authenticate headers (RFC
 * 9110 section 11.6.1), of which one header may hold several.
 */
final class Challenges {

  // All quantifiers are possessive: others would recurse for each letter of a long header.
  private static final String TOKEN = "[\\w!#$%&'*+.^`|~-]++";
  private static final String PARAMETER =
      "(?<name>%s)\\s*+=\\s*+(?:(?<token>%<s)|\"(?<quoted>(?:[^\"\\\\]|\\\\.)*+)\")"
          .formatted(TOKEN);

  /** Some schemes have a token68 in place of parameters. It tells nothing and is passed over. */
  private static final String SCHEME =
      "(?<scheme>%s)(?!\\s*+=)(?:\\s++[\\w.~+/-]++=*+(?=\\s*+(?:,|\\z)))?".formatted(TOKEN);

  private static final Pattern ELEMENT =
      Pattern.compile("\\G[\\s,]*+(?:" + PARAMETER + "|" + SCHEME + ")");

  static final Challenges NONE = of(List.of());

  private final Map<String, Map<String, String>> parametersByScheme = new HashMap<>();

  private Challenges() {}

  /** Reads the header's values, each as it was sent. */
  static Challenges of(List<String> headers) {
    var challenges = new Challenges();
    headers.forEach(challenges::read);
    return challenges;
  }

  /**
   * Returns what the first challenge of a scheme says.
   *
   * @param scheme in lower case
   * @return its parameters, whose names are in lower case; null when there is no such challenge
   */
  @Nullable Map<String, String> of(String scheme) {
    return parametersByScheme.get(scheme);
  }

  private void read(String header) {
    var element = ELEMENT.matcher(header);
    var end = 0;
    var scheme = "";
    var parameters = new HashMap<String, String>();
    while (element.find()) {
      end = element.end();
      if (element.group("scheme") == null) {
        var token = element.group("token");
        var value = token == null ? element.group("quoted").replaceAll("\\\\(.)", "$1") : token;
        parameters.putIfAbsent(lower(element.group("name")), value);
      } else {
        parametersByScheme.putIfAbsent(scheme, parameters);
        scheme = lower(element.group("scheme"));
        parameters = new HashMap<>();
      }
    }
    // What cannot be read began in the last challenge, and half a challenge must not be met.
    if (header.substring(end).matches("[\\s,]*+")) {
      parametersByScheme.putIfAbsent(scheme, parameters);
    }
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
