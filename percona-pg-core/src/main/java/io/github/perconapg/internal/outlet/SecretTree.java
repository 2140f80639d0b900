package io.github.perconapg.internal.outlet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Finds and masks secrets in trees of maps, lists and scalars, by the names of their fields. */
final class SecretTree {

  /** Fields of a map with a secret name that only describe what is secret beside them. */
  private static final Set<String> DESCRIBING =
      Set.of(
          "name",
          "namespace",
          "user",
          "username",
          "key",
          "create",
          "enabled",
          "type",
          "optional",
          "labels",
          "annotations",
          "defaultMode",
          "mode",
          "audience",
          "items");

  private SecretTree() {}

  /** Gives every scalar that a name says to be secret, as text. */
  static void collect(@Nullable Object tree, Consumer<String> secrets) {
    collect(tree, false, secrets);
  }

  /**
   * A copy in which every scalar that a name says to be secret is masked.
   *
   * @param text what is made of all other texts
   */
  static @Nullable Object mask(@Nullable Object tree, UnaryOperator<String> text) {
    return mask(tree, false, text);
  }

  private static void collect(@Nullable Object node, boolean secret, Consumer<String> secrets) {
    if (node instanceof Map<?, ?> map) {
      map.forEach((key, value) -> collect(value, isSecret(map, key, secret), secrets));
    } else if (node instanceof Collection<?> list) {
      list.forEach(item -> collect(item, secret, secrets));
    } else if (secret && holdsSecret(node)) {
      secrets.accept(String.valueOf(node));
    }
  }

  private static @Nullable Object mask(
      @Nullable Object node, boolean secret, UnaryOperator<String> text) {
    if (node instanceof Map<?, ?> map) {
      var copy = new LinkedHashMap<Object, @Nullable Object>();
      map.forEach((key, value) -> copy.put(key, mask(value, isSecret(map, key, secret), text)));
      return copy;
    }
    if (node instanceof Collection<?> list) {
      var copy = new ArrayList<@Nullable Object>();
      list.forEach(item -> copy.add(mask(item, secret, text)));
      return copy;
    }
    if (secret && holdsSecret(node)) {
      return SecretNames.MASK;
    }
    return node instanceof String || node instanceof Number ? masked(node, text) : node;
  }

  /** A number stays one when it is not secret. */
  private static Object masked(Object scalar, UnaryOperator<String> text) {
    var before = scalar.toString();
    var after = text.apply(before);
    return after.equals(before) ? scalar : after;
  }

  private static boolean isSecret(Map<?, ?> map, @Nullable Object key, boolean inSecret) {
    var name = String.valueOf(key);
    if (name.equals("value") && map.get("name") instanceof String variable) {
      return inSecret || SecretNames.isSecret(variable); // an environment variable
    }
    if (name.equals("key") && (map.containsKey("cert") || map.containsKey("crt"))) {
      return true;
    }
    if (isSecretObject(map) && (name.equals("data") || name.equals("stringData"))) {
      return true;
    }
    return SecretNames.isSecret(name)
        || (inSecret && !DESCRIBING.contains(name) && !SecretNames.isAbout(name));
  }

  static boolean isSecretObject(Map<?, ?> map) {
    return "Secret".equals(map.get("kind")) && map.containsKey("apiVersion");
  }

  /** True and false are no secrets, whatever their name, and neither is what is empty. */
  private static boolean holdsSecret(@Nullable Object scalar) {
    return scalar instanceof Number || (scalar instanceof String text && !text.isBlank());
  }
}
