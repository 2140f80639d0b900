package io.github.perconapg.internal.plan;

import io.github.perconapg.internal.helm.RenderedObject;
import io.github.perconapg.internal.yaml.Unstructured;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Merges as Helm does: what the previous revision rendered and the new one does not is taken away,
 * what the new one renders is set, and what only the cluster has stays. A server-side apply does
 * something else: it leaves what Helm's field manager owns, so that two fields that exclude each
 * other both stay.
 */
final class HelmMerge {

  /** Groups whose lists the API's own types merge by a key; those of other groups are replaced. */
  private static final Set<String> BUILT_IN =
      Set.of(
          "",
          "admissionregistration.k8s.io",
          "apps",
          "autoscaling",
          "batch",
          "networking.k8s.io",
          "policy",
          "rbac.authorization.k8s.io",
          "storage.k8s.io");

  /** The lists that are merged, and the key of their items. */
  private static final Map<String, List<String>> KEYS =
      Map.ofEntries(
          Map.entry("containers", List.of("name")),
          Map.entry("initContainers", List.of("name")),
          Map.entry("env", List.of("name")),
          Map.entry("volumes", List.of("name")),
          Map.entry("imagePullSecrets", List.of("name")),
          Map.entry("secrets", List.of("name")),
          Map.entry("webhooks", List.of("name")),
          Map.entry("volumeMounts", List.of("mountPath")),
          Map.entry("volumeDevices", List.of("devicePath")),
          Map.entry("ports", List.of("containerPort", "port")),
          Map.entry("hostAliases", List.of("ip")),
          Map.entry("topologySpreadConstraints", List.of("topologyKey")));

  /** Of these only the rendered keys are kept: their other keys exclude each other. */
  private static final Set<String> ONE_OF = Set.of("strategy", "volumes");

  private final boolean keyed;

  private HelmMerge(boolean keyed) {
    this.keyed = keyed;
  }

  /**
   * The object that Helm would send.
   *
   * @param previous the object as the previous revision rendered it; empty when it did not
   */
  static Map<String, Object> merged(
      Map<String, Object> previous, RenderedObject wanted, Map<String, Object> live) {
    var slash = wanted.apiVersion().indexOf('/');
    var group = slash < 0 ? "" : wanted.apiVersion().substring(0, slash);
    return new HelmMerge(BUILT_IN.contains(group)).maps("", previous, wanted.content(), live);
  }

  /** A JSON merge patch that makes the second of the first; empty when they are equal. */
  static Map<String, Object> patch(Map<String, Object> live, Map<String, Object> merged) {
    var patch = new LinkedHashMap<String, @Nullable Object>();
    live.keySet().stream().filter(key -> !merged.containsKey(key)).forEach(k -> patch.put(k, null));
    merged.forEach(
        (key, value) -> {
          var before = live.get(key);
          if (value instanceof Map && before instanceof Map) {
            var inner = patch(Unstructured.map(before), Unstructured.map(value));
            if (!inner.isEmpty()) {
              patch.put(key, inner);
            }
          } else if (!Objects.equals(before, value)) {
            patch.put(key, value);
          }
        });
    @SuppressWarnings("NullAway") // a null takes a field away, as the patch's form has it
    Map<String, Object> nullable = patch;
    return nullable;
  }

  private Map<String, Object> maps(
      String name,
      Map<String, Object> previous,
      Map<String, Object> wanted,
      Map<String, Object> live) {
    var result = new LinkedHashMap<>(live);
    var oneOf = keyed && ONE_OF.contains(name);
    result
        .keySet()
        .removeIf(key -> !wanted.containsKey(key) && (oneOf || previous.containsKey(key)));
    wanted.forEach(
        (key, value) -> {
          var merged = value(key, previous.get(key), value, live.get(key));
          if (merged == null) {
            result.remove(key);
          } else {
            result.put(key, merged);
          }
        });
    return result;
  }

  private @Nullable Object value(
      String name, @Nullable Object previous, @Nullable Object wanted, @Nullable Object live) {
    if (wanted instanceof Map && live instanceof Map) {
      return maps(
          name, Unstructured.map(previous), Unstructured.map(wanted), Unstructured.map(live));
    }
    if (wanted instanceof List<?> list && live instanceof List<?> present && keyed) {
      var key = key(name, list, present);
      if (key != null) {
        return lists(name, key, Unstructured.list(previous), list, present);
      }
    }
    return wanted;
  }

  /** The first key that tells the items of both lists apart; without one the list is replaced. */
  private static @Nullable String key(String name, List<?> wanted, List<?> live) {
    return KEYS.getOrDefault(name, List.of()).stream()
        .filter(key -> isUnique(key, wanted) && isUnique(key, live))
        .findFirst()
        .orElse(null);
  }

  private static boolean isUnique(String key, List<?> items) {
    var seen = new HashSet<String>();
    return items.stream()
        .allMatch(item -> Unstructured.at(item, key) != null && seen.add(id(item, key)));
  }

  /** Returns what tells an item from the others; a Service may have a port for TCP and for UDP. */
  private static String id(Object item, String key) {
    return Unstructured.text(item, key)
        + "/"
        + Unstructured.text(item, "protocol").replaceFirst("^TCP$", "");
  }

  private List<Object> lists(
      String name, String key, List<Object> previous, List<?> wanted, List<?> live) {
    var result = new ArrayList<Object>();
    var rendered = new LinkedHashSet<String>();
    for (var item : wanted) {
      var id = id(item, key);
      rendered.add(id);
      var present = item(live, key, id);
      var before = Unstructured.map(item(previous, key, id));
      result.add(
          present == null
              ? item
              : maps(name, before, Unstructured.map(item), Unstructured.map(present)));
    }
    for (var item : live) {
      var id = id(item, key);
      if (!rendered.contains(id) && item(previous, key, id) == null) {
        result.add(item);
      }
    }
    return result;
  }

  private static @Nullable Object item(List<?> list, String key, String id) {
    return list.stream().filter(i -> id(i, key).equals(id)).findFirst().orElse(null);
  }
}
