package io.github.perconapg.release;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The credentials in a kubeconfig, so that they can be taken out of what a process said. */
final class Redaction {

  private static final Set<String> FIELDS =
      Set.of("token", "password", "client-key-data", "client-certificate-data");

  /** Shorter values would take harmless words out as well. */
  private static final int SHORTEST = 4;

  private final List<String> values = new ArrayList<>();

  /** Knows the credentials of one more kubeconfig. */
  void learn(String kubeconfig) {
    collect(new Load(LoadSettings.builder().build()).loadFromString(kubeconfig));
  }

  /** The text with {@code ***} in place of each credential. */
  String remove(String text) {
    var clean = text;
    for (var value : values) {
      clean = clean.replace(value, "***");
    }
    return clean;
  }

  private void collect(Object node) {
    if (node instanceof List<?> list) {
      list.forEach(this::collect);
    } else if (node instanceof Map<?, ?> map) {
      map.forEach(
          (key, value) -> {
            if (FIELDS.contains(key) && value instanceof String text) {
              if (text.length() >= SHORTEST && !values.contains(text)) {
                values.add(text);
              }
            } else {
              collect(value);
            }
          });
    }
  }
}
