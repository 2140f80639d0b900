package io.github.perconapg.health;

import io.github.perconapg.chart.Chart;
import io.github.perconapg.chart.Crd;
import io.github.perconapg.target.ApiRequests;
import io.github.perconapg.target.Tree;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which kinds the API server serves, by discovery: everybody may ask that, also who may not look at
 * definitions.
 */
public final class ServedKinds {

  private final ApiRequests api;

  /** The versions of a group, once it has any: who waits for its kinds asks for these only. */
  private final Map<String, List<String>> versions = new HashMap<>();

  /** Asks over the given connection; a version that a group gets later is not looked for. */
  public ServedKinds(ApiRequests api) {
    this.api = api;
  }

  /** The names of the definitions of a chart whose kinds are not served, in the chart's order. */
  public static List<String> missing(ApiRequests api, Chart chart) {
    return new ServedKinds(api).missing(chart.crds().stream().map(Crd::name).toList());
  }

  /**
   * The names of the definitions whose kinds are not served right now.
   *
   * @param definitions their names, {@code plural.group}
   * @return those that are missing, in the same order
   */
  public List<String> missing(Collection<String> definitions) {
    var served = new HashMap<String, Set<String>>();
    return definitions.stream()
        .filter(
            name -> {
              var dot = name.indexOf('.');
              return !served
                  .computeIfAbsent(name.substring(dot + 1), this::pluralsOf)
                  .contains(name.substring(0, dot));
            })
        .toList();
  }

  private Set<String> pluralsOf(String group) {
    var known = versions.getOrDefault(group, List.of());
    if (known.isEmpty()) {
      known =
          Tree.list(api.get("/apis/" + group), "versions").stream()
              .map(version -> Tree.text(version, "groupVersion"))
              .toList();
      versions.put(group, known);
    }
    var plurals = new HashSet<String>();
    for (var version : known) {
      var resources = api.get("/apis/" + version);
      Tree.list(resources, "resources").forEach(r -> plurals.add(Tree.text(r, "name")));
    }
    return plurals;
  }
}
