package io.github.perconapg.internal.yaml;

import io.github.perconapg.internal.yaml.YamlValue.ScalarType;
import java.util.Set;
import java.util.regex.Pattern;

/** How YAML 1.2 reads a plain scalar: its core schema, section 10.3.2 of the specification. */
final class CoreSchema {

  private static final Set<String> NULL = Set.of("", "~", "null", "Null", "NULL");

  private static final Set<String> BOOLEAN =
      Set.of("true", "True", "TRUE", "false", "False", "FALSE");

  private static final Pattern NUMBER =
      Pattern.compile(
          "[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+"
              + "|[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?"
              + "|[-+]?(\\.inf|\\.Inf|\\.INF)|\\.nan|\\.NaN|\\.NAN");

  private CoreSchema() {}

  static ScalarType typeOf(String plain) {
    if (NULL.contains(plain)) {
      return ScalarType.NULL;
    }
    if (BOOLEAN.contains(plain)) {
      return ScalarType.BOOLEAN;
    }
    // A quantity of more characters is refused anyway, and the pattern stays cheap.
    return plain.length() <= 64 && NUMBER.matcher(plain).matches()
        ? ScalarType.NUMBER
        : ScalarType.TEXT;
  }
}
