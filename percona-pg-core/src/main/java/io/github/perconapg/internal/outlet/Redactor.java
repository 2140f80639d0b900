package io.github.perconapg.internal.outlet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.perconapg.internal.yaml.Limits;
import io.github.perconapg.internal.yaml.TextSource;
import io.github.perconapg.internal.yaml.Trees;
import io.github.perconapg.internal.yaml.Trees.Style;
import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.ProblemCode;
import java.math.BigDecimal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Knows the secrets of one run and masks them: credentials as they are read, and values that their
 * name, their shape or a Secret object says to be secret. What looks like a credential is masked
 * whether it is known or not. Safe for use by several threads.
 */
public final class Redactor {

  private static final String MASK = SecretNames.MASK;

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Set<String> NEVER_SECRET =
      Set.of("true", "false", "yes", "no", "on", "off", "null", "none", MASK);

  /** A password in an address: group 1 is kept, group 2 is the password. */
  private static final Pattern IN_ADDRESS =
      Pattern.compile(
          "(\\b[A-Za-z][A-Za-z0-9+.-]{0,20}://[^\\s/:@\"'<>]{0,256}:)([^\\s/\"'<>]{1,1024})@");

  private static final Pattern PRIVATE_KEY =
      Pattern.compile(
          "-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)",
          Pattern.DOTALL);

  /** RFC 6750 and RFC 7617; what follows is no word of a sentence. */
  private static final Pattern HEADER =
      Pattern.compile(
          "\\b((?:Bearer|Basic) )(?=[A-Za-z._~+/-]*[0-9=]|\\S{20,})[A-Za-z0-9._~+/=-]{6,}");

  private static final Pattern WEB_TOKEN =
      Pattern.compile("\\beyJ[\\w-]{10,}\\.[\\w-]{10,}(?:\\.[\\w-]*)?");

  /** As in connection strings, queries and command lines; a quoted value goes up to its quote. */
  private static final Pattern ASSIGNMENT =
      Pattern.compile(
          "(?i)((?<!\\w)[\\w.-]{0,64}(?:password|passwd|passphrase|pwd|secret|token|api_?key)=)"
              + "(\\\\{0,3}[\"']|)(?!\\(masked\\))"
              + "(?:(?<=\")[^\"\\n]++|(?<=')[^'\\n]++|(?<![\"'])[^\\s\"'&;,)]++)");

  /** The same in JSON, as operators log. */
  private static final Pattern MEMBER =
      Pattern.compile(
          "(?i)(\"[\\w.-]{0,64}(?:password|passwd|passphrase|pwd|secret|token|api_?key)\"\\s{0,8}:"
              + "\\s{0,8}\")(?!\\(masked\\)|\")[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"?");

  private static final Pattern SECRET_OBJECT =
      Pattern.compile("(?m)kind[\"']?:\\s*[\"']?Secret\\b");

  private static final TextSource MANIFEST =
      new TextSource(
          "The manifest", ProblemCode.RELEASE_UNREADABLE, ProblemCode.RELEASE_UNREADABLE.advice());

  private final Set<String> secrets = ConcurrentHashMap.newKeySet();
  private @Nullable Pattern known;

  /** Masks one more secret from now on. */
  public synchronized void learn(@Nullable String secret) {
    var text = secret == null ? "" : secret.strip();
    if (!text.isEmpty() && !NEVER_SECRET.contains(text) && secrets.add(text)) {
      known = null;
    }
  }

  /** Masks the parts of a name and password, and the form in which HTTP sends both. */
  public void learnLogin(String user, String password) {
    learn(password);
    var pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    learn(Base64.getEncoder().encodeToString(pair));
  }

  /** Masks the password of an address that holds one. */
  public void learnAddress(@Nullable String address) {
    var found = IN_ADDRESS.matcher(address == null ? "" : address);
    while (found.find()) {
      learn(found.group(2));
      learn(unescaped(found.group(2)));
    }
  }

  /** Masks those values of a tree whose name, or whose own text, says that they are secret. */
  public void learnValues(@Nullable Object tree) {
    SecretTree.collect(tree, this::learn);
    learnShapes(tree);
  }

  /**
   * Masks what the Secrets among rendered objects hold.
   *
   * @param manifest YAML documents; one that cannot be read is left to its own reader
   */
  public void learnManifest(String manifest) {
    if (!SECRET_OBJECT.matcher(manifest).find()) {
      return;
    }
    try {
      Trees.mappings(manifest, Limits.OBJECTS, MANIFEST, Style.OBJECTS).forEach(this::learnObject);
    } catch (PerconaPgException e) {
      // Who plans with it says so, and shows nothing of it.
    }
  }

  /** Masks what a Secret holds, when the object is one, or each of a list of them. */
  public void learnObject(@Nullable Object object) {
    if (object instanceof Map<?, ?> list && "SecretList".equals(list.get("kind"))) {
      if (list.get("items") instanceof List<?> items) {
        items.forEach(this::learnData);
      }
    } else if (object instanceof Map<?, ?> map && SecretTree.isSecretObject(map)) {
      learnData(map);
    }
  }

  private void learnData(Object secret) {
    if (secret instanceof Map<?, ?> map) {
      learnAll(map.get("stringData"), false);
      learnAll(map.get("data"), true);
    }
  }

  /** The text with every secret masked. */
  public String text(String text) {
    var masked = known().matcher(text).replaceAll(Matcher.quoteReplacement(MASK));
    if (masked.contains("://")) {
      masked = IN_ADDRESS.matcher(masked).replaceAll("$1" + MASK + "@");
    }
    if (masked.contains("PRIVATE KEY-----")) {
      masked = PRIVATE_KEY.matcher(masked).replaceAll(MASK);
    }
    masked = HEADER.matcher(masked).replaceAll("$1" + MASK);
    masked = WEB_TOKEN.matcher(masked).replaceAll(MASK);
    if (masked.contains("\":")) {
      masked = MEMBER.matcher(masked).replaceAll("$1" + MASK + "\"");
    }
    return masked.indexOf('=') < 0 ? masked : ASSIGNMENT.matcher(masked).replaceAll("$1$2" + MASK);
  }

  /** A text that is a value as a whole: masked when it is a secret, however short. */
  public String value(String text) {
    return isKnown(text) ? MASK : text(text);
  }

  /** A copy of a tree with every secret masked, by name and by value. */
  public @Nullable Object tree(@Nullable Object tree) {
    return SecretTree.mask(tree, this::value);
  }

  private boolean isKnown(String text) {
    var stripped = text.strip();
    return secrets.contains(stripped) || secrets.contains(plainNumber(stripped));
  }

  /** 1.2345678E7 and 12345678 are one number. */
  private static String plainNumber(String text) {
    if (text.isEmpty() || text.length() > 40 || !Character.isDigit(text.charAt(0))) {
      return text;
    }
    try {
      return new BigDecimal(text).stripTrailingZeros().toPlainString();
    } catch (NumberFormatException e) {
      return text;
    }
  }

  private void learnShapes(@Nullable Object node) {
    if (node instanceof Map<?, ?> map) {
      map.values().forEach(this::learnShapes);
    } else if (node instanceof Iterable<?> list) {
      list.forEach(this::learnShapes);
    } else if (node instanceof String text) {
      learnAddress(text);
      if (PRIVATE_KEY.matcher(text).find()) {
        learn(text);
      }
    }
  }

  private void learnAll(@Nullable Object data, boolean encoded) {
    if (data instanceof Map<?, ?> map) {
      map.values().stream()
          .map(String::valueOf)
          .map(value -> encoded ? decoded(value) : value)
          .forEach(this::learnContent);
    }
  }

  /** A key of a Secret may hold a whole file, whose own secrets are met apart from it. */
  private void learnContent(String content) {
    learn(content);
    learnShapes(content);
    if (content.startsWith("{")) {
      try {
        learnValues(JSON.readValue(content, Object.class));
      } catch (JsonProcessingException e) {
        // It only looked like JSON.
      }
    }
  }

  private static String decoded(String base64) {
    try {
      return new String(Base64.getMimeDecoder().decode(base64), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return base64;
    }
  }

  private static String unescaped(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  /** All forms of all secrets; of those that begin at one place the longest counts. */
  private synchronized Pattern known() {
    var present = known;
    if (present == null) {
      var forms = new LinkedHashSet<String>();
      secrets.forEach(secret -> forms.addAll(SecretForms.of(secret)));
      present =
          Pattern.compile(
              forms.isEmpty()
                  ? "(?!)"
                  : forms.stream()
                      .sorted(Comparator.comparingInt(String::length).reversed())
                      .collect(Collectors.joining("|")));
      known = present;
    }
    return present;
  }
}
