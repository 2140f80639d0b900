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
 * Which kinds of a chart the API server serves, by discovery: everybody may ask that, also who may
 * not look at definitions.
 */
public final class ServedKinds {

  private final ApiRequests api;
  private final Map<String, Set<String>> served = new HashMap<>();

  private ServedKinds(ApiRequests api) {
    this.api = api;
  }

  /** The names of the definitions whose kinds are not served, in the chart's order. */
  public static List<String> missing(ApiRequests api, Chart chart) {
    return missing(api, chart.crds().stream().map(Crd::name).toList());
  }

  /**
   * The names of the definitions whose kinds are not served right now.
   *
   * @param definitions their names, {@code plural.group}
   * @return those that are missing, in the same order
   */
  public static List<String> missing(ApiRequests api, Collection<String> definitions) {
    var kinds = new ServedKinds(api);
    return definitions.stream().filter(name -> !kinds.serves(name)).toList();
  }

  private boolean serves(String definition) {
    var dot = definition.indexOf('.');
    return served
        .computeIfAbsent(definition.substring(dot + 1), this::pluralsOf)
        .contains(definition.substring(0, dot));
  }

  private Set<String> pluralsOf(String group) {
    var plurals = new HashSet<String>();
    for (var version : Tree.list(api.get("/apis/" + group), "versions")) {
      var resources = api.get("/apis/" + Tree.text(version, "groupVersion"));
      Tree.list(resources, "resources").forEach(r -> plurals.add(Tree.text(r, "name")));
    }
    return plurals;
  }
}
