package io.github.perconapg.internal.kubernetes;

import io.github.perconapg.internal.yaml.Unstructured;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * Which kinds the API server serves, by discovery: everybody may ask that, also who may not look at
 * CRDs.
 */
public final class ServedKinds {

  private final ApiRequests api;

  /** The versions of a group, once it has any: who waits for its kinds asks for these only. */
  private final Map<String, List<String>> versions = new HashMap<>();

  /** Asks over the given connection; a version that a group gets later is not looked for. */
  public ServedKinds(ApiRequests api) {
    this.api = api;
  }

  /**
   * The names of the CRDs whose kinds are not served right now.
   *
   * @param crds their names, {@code plural.group}
   * @return those that are missing, in the same order
   */
  public List<String> missing(Collection<String> crds) {
    var served = of(crds);
    return crds.stream().filter(name -> !served.containsKey(name)).toList();
  }

  /**
   * Where the kinds of some CRDs are served right now, as {@code group/version/plural}, by the
   * CRDs' names. A group's preferred version need not hold all of its kinds.
   */
  public Map<String, String> of(Collection<String> crds) {
    var groups = new LinkedHashSet<String>();
    crds.forEach(name -> groups.add(name.substring(name.indexOf('.') + 1)));
    var kinds = new LinkedHashMap<String, String>();
    for (var group : groups) {
      for (var version : versionsOf(group)) {
        for (var resource : Unstructured.list(api.get("/apis/" + version), "resources")) {
          var plural = Unstructured.text(resource, "name");
          kinds.putIfAbsent(plural + "." + group, version + "/" + plural);
        }
      }
    }
    return kinds;
  }

  private List<String> versionsOf(String group) {
    var known = versions.getOrDefault(group, List.of());
    if (known.isEmpty()) {
      known =
          Unstructured.list(api.get("/apis/" + group), "versions").stream()
              .map(version -> Unstructured.text(version, "groupVersion"))
              .toList();
      versions.put(group, known);
    }
    return known;
  }
}
