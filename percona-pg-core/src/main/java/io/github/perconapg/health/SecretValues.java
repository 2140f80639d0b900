package io.github.perconapg.health;

import io.github.perconapg.release.ReleaseRecord;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Chart values whose key says that they are secret. A chart may render them into plain fields, from
 * where they must not come into the evidence.
 */
final class SecretValues {

  private static final Pattern SECRET_KEY =
      Pattern.compile(
          "token|passw|secret|credential|private.?key|api.?key", Pattern.CASE_INSENSITIVE);

  /** Shorter ones would take half of every text with them. */
  private static final int SHORTEST = 4;

  private final Set<String> values = new LinkedHashSet<>();

  /** The secret values of all revisions. */
  static SecretValues of(List<ReleaseRecord> history) {
    var secrets = new SecretValues();
    history.forEach(record -> secrets.collect(record.userValues(), false));
    return secrets;
  }

  /** The text without them. */
  String mask(String text) {
    var masked = text;
    for (var value : values) {
      masked = masked.replace(value, "(masked)");
    }
    return masked;
  }

  private void collect(Object node, boolean secret) {
    if (node instanceof Map<?, ?> map) {
      map.forEach(
          (key, value) -> {
            if (value != null) {
              collect(value, secret || SECRET_KEY.matcher(String.valueOf(key)).find());
            }
          });
    } else if (node instanceof Collection<?> list) {
      list.forEach(value -> collect(value, secret));
    } else if (secret && node instanceof String text && text.length() >= SHORTEST) {
      values.add(text);
    }
  }
}
