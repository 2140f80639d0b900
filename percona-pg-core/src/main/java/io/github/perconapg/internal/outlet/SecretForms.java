package io.github.perconapg.internal.outlet;

import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The forms in which a secret is met in texts, each as a regular expression. */
final class SecretForms {

  /** Shorter ones would take harmless parts of a text with them. */
  private static final int SHORTEST = 4;

  private static final int SHORTEST_PART = 8;

  /** What may as well be a word of our own sentences, or a part of one. */
  private static final Pattern WORD = Pattern.compile("\\p{L}{1,12}");

  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");

  /**
   * A word counts only where a value stands: in quotes or brackets, or behind an equals sign or a
   * colon, as Go prints maps.
   */
  private static final String VALUE_BEGINS = "(?<=[\"'`=:;>\\[({]|[:=>] )";

  private static final String VALUE_ENDS = "(?=[\"'`,;&<)}\\]\\\\\\s]|$)";

  private SecretForms() {}

  /** The forms of a secret, which is stripped and not empty; none when it is too short. */
  static Set<String> of(String secret) {
    var forms = new LinkedHashSet<String>();
    if (secret.length() < SHORTEST) {
      return forms;
    }
    var bytes = secret.getBytes(StandardCharsets.UTF_8);
    if (WORD.matcher(secret).matches()) {
      forms.add(VALUE_BEGINS + Pattern.quote(secret) + VALUE_ENDS);
    } else if (NUMBER.matcher(secret).matches()) {
      forms.add(number(secret));
      forms.add(number(exponent(secret)));
    } else {
      texts(secret).forEach(text -> forms.add(Pattern.quote(text)));
      lines(secret).forEach(line -> forms.add(Pattern.quote(line)));
      parts(bytes).forEach(part -> forms.add(Pattern.quote(part)));
    }
    base64(bytes).forEach(text -> forms.add(Pattern.quote(text)));
    return forms;
  }

  private static String number(String digits) {
    return "(?<![\\w.])" + Pattern.quote(digits) + "(?![\\w]|\\.\\d)";
  }

  /** As Go writes a number that it read as floating point: 1.2345678e+07. */
  private static String exponent(String digits) {
    var number = new BigDecimal(digits).stripTrailingZeros();
    var unscaled = number.unscaledValue().abs().toString();
    var exponent = unscaled.length() - 1 - number.scale();
    return (number.signum() < 0 ? "-" : "")
        + unscaled.charAt(0)
        + (unscaled.length() > 1 ? "." + unscaled.substring(1) : "")
        + String.format(Locale.ROOT, "e%s%02d", exponent < 0 ? "-" : "+", Math.abs(exponent));
  }

  /** As it is, and as it is quoted in JSON, YAML, XML and Java, and in an address. */
  private static Set<String> texts(String secret) {
    var json = json(secret);
    var query = URLEncoder.encode(secret, StandardCharsets.UTF_8);
    var path = query.replace("+", "%20").replace("*", "%2A").replace("%7E", "~");
    var texts = new LinkedHashSet<String>();
    texts.add(secret);
    texts.add(Escape.lines(secret));
    texts.add(Escape.line(secret));
    texts.add(json);
    texts.add(json(json));
    texts.add(json.replace("/", "\\/"));
    texts.add(json.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"));
    texts.add(secret.replace("'", "''"));
    var content = secret.replace("&", "&amp;").replace("<", "&lt;");
    for (var xml : List.of(content, content.replace(">", "&gt;"))) {
      texts.add(xml);
      texts.add(xml.replace("\"", "&quot;"));
      texts.add(xml.replace("\"", "&quot;").replace("'", "&apos;"));
      texts.add(xml.replace("\"", "&#34;").replace("'", "&#39;"));
    }
    texts.add(secret.replace("\\", "\\\\"));
    for (var encoded : List.of(query, path, userInfo(path))) {
      texts.add(encoded);
      texts.add(lowerHex(encoded));
    }
    return texts;
  }

  private static String json(String text) {
    var json = new StringBuilder();
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      switch (c) {
        case '"' -> json.append("\\\"");
        case '\\' -> json.append("\\\\");
        case '\n' -> json.append("\\n");
        case '\r' -> json.append("\\r");
        case '\t' -> json.append("\\t");
        default -> {
          if (c < ' ') {
            json.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
          } else {
            json.append(c);
          }
        }
      }
    }
    return json.toString();
  }

  /** Go leaves these as they are between scheme and host. */
  private static String userInfo(String path) {
    return path.replace("%24", "$")
        .replace("%26", "&")
        .replace("%2B", "+")
        .replace("%2C", ",")
        .replace("%3B", ";")
        .replace("%3D", "=");
  }

  private static String lowerHex(String encoded) {
    return Pattern.compile("%\\w\\w")
        .matcher(encoded)
        .replaceAll(octet -> octet.group().toLowerCase(Locale.ROOT));
  }

  /**
   * A text of several lines is often shown line by line, indented. The frame of a PEM is public.
   */
  private static Set<String> lines(String secret) {
    var lines = new LinkedHashSet<String>();
    if (secret.indexOf('\n') >= 0) {
      secret
          .lines()
          .map(String::strip)
          .filter(line -> line.length() >= SHORTEST_PART && !line.startsWith("-----"))
          .filter(line -> !WORD.matcher(line).matches())
          .forEach(
              line -> {
                lines.add(line);
                lines.add(json(line));
              });
    }
    return lines;
  }

  private static List<String> base64(byte[] secret) {
    return List.of(
        Base64.getEncoder().withoutPadding().encodeToString(secret),
        Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
  }

  /** Returns those characters that stand in the base64 of any text around the secret. */
  private static Set<String> parts(byte[] secret) {
    var parts = new LinkedHashSet<String>();
    for (var before = 0; before < 3; before++) {
      var padded = new byte[before + secret.length];
      System.arraycopy(secret, 0, padded, before, secret.length);
      var from = (before * 8 + 5) / 6;
      var to = padded.length * 8 / 6;
      if (to - from >= SHORTEST_PART) {
        for (var encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
          parts.add(encoder.withoutPadding().encodeToString(padded).substring(from, to));
        }
      }
    }
    return parts;
  }
}
