package io.github.perconapg.internal.outlet;

import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Decides by the name of a field, value or variable whether it holds a secret. */
public final class SecretNames {

  /** What stands in place of a secret. */
  public static final String MASK = "(masked)";

  /** Anywhere in a name, since not every name separates its words: dbpassword. */
  private static final Pattern SECRET =
      Pattern.compile(
          "token|passw|passphrase|secret|credential|licen[sc]e.?key|(private|api).?key");

  /** Too short to be looked for inside of words: pin is part of pinned. */
  private static final Set<String> WORDS = Set.of("dsn", "pin", "pat", "pwd", "otp");

  /** What makes a key one that unlocks something, as opposed to a topology key. */
  private static final Pattern KEY =
      Pattern.compile(
          "(access|account|aes|auth|client|cookie|encryption|gpg|hmac|jwt|master|server|session"
              + "|shared|signing|ssh|ssl|storage|tls|webhook).?key$");

  /** Names that speak of a Secret object, by its name, and hold nothing secret. */
  private static final Pattern REFERENCE =
      Pattern.compile(
          "(image)?pullsecrets?|existing.?secret|secret.?name|secret.?(key.?)?ref"
              + "|(credentials?|password|token|tls|ca)secret");

  /** Names whose last word says that they describe a secret and do not hold it. */
  private static final Pattern ABOUT =
      Pattern.compile(
          "[._-]?(file|path|length|ttl|expiration|expiry|seconds|days|interval|duration|enabled"
              + "|policy|type|namespace)$");

  private static final Pattern CAMEL = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");
  private static final Pattern NO_WORD = Pattern.compile("[^a-z0-9]+");

  private SecretNames() {}

  /**
   * A copy of a tree of maps, lists and scalars, in which what a name says to be secret is masked.
   */
  public static @Nullable Object masked(@Nullable Object tree) {
    return SecretTree.mask(tree, UnaryOperator.identity());
  }

  /** Tells whether a name only speaks of a secret: where it is, or how long or of what kind. */
  static boolean isAbout(String name) {
    return ABOUT.matcher(name.toLowerCase(Locale.ROOT)).find()
        || REFERENCE.matcher(name.toLowerCase(Locale.ROOT)).matches();
  }

  /** Tells whether a name, or a part of a path, is that of a secret. */
  public static boolean isSecret(String name) {
    var words = CAMEL.matcher(name).replaceAll("_").toLowerCase(Locale.ROOT);
    var lower = REFERENCE.matcher(name.toLowerCase(Locale.ROOT)).replaceAll("");
    return !isAbout(name)
        && (SECRET.matcher(lower).find()
            || KEY.matcher(lower).find()
            || NO_WORD.splitAsStream(words).anyMatch(WORDS::contains));
  }
}
