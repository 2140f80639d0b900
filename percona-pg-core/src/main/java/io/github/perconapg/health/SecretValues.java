package io.github.perconapg.health;

import io.github.perconapg.plan.SecretNames;
import io.github.perconapg.release.ReleaseRecord;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Chart values whose key says that they are secret. A chart may render them into plain fields, from
 * where they must not come into the evidence.
 */
final class SecretValues {

  /** Shorter ones would take half of every text with them. */
  private static final int SHORTEST = 4;

  private final Set<String> values = new LinkedHashSet<>();

  /** The secret values of all revisions. */
  static SecretValues of(List<ReleaseRecord> history) {
    return of(history, Map.of());
  }

  /** The secret values of all revisions, and of those that are wanted. */
  static SecretValues of(List<ReleaseRecord> history, Map<String, Object> wanted) {
    var secrets = new SecretValues();
    history.forEach(record -> secrets.collect(record.userValues(), false));
    secrets.collect(wanted, false);
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
              collect(value, secret || SecretNames.isSecret(String.valueOf(key)));
            }
          });
    } else if (node instanceof Collection<?> list) {
      list.forEach(value -> collect(value, secret));
    } else if (secret && node instanceof String text && text.length() >= SHORTEST) {
      values.add(text);
    }
  }
}
