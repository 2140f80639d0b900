package io.github.perconapg.plan;

import java.util.Locale;
import java.util.regex.Pattern;

/** Which names of fields and values say that what they hold is secret. */
public final class SecretNames {

  /** What stands in place of a secret. */
  public static final String MASK = "(masked)";

  private static final Pattern SECRET =
      Pattern.compile("token|passw|secret|credential|private.?key|api.?key");

  /** Names that speak of a Secret object, by its name, and hold nothing secret. */
  private static final Pattern REFERENCE =
      Pattern.compile("imagepullsecrets|secretname|secret(key)?ref|credentials?secret");

  private SecretNames() {}

  /** Whether a name, or a part of a path, is that of a secret. */
  public static boolean isSecret(String name) {
    var lower = REFERENCE.matcher(name.toLowerCase(Locale.ROOT)).replaceAll("");
    return SECRET.matcher(lower).find();
  }
}
