package io.github.perconapg.internal.crd;

import io.github.perconapg.internal.chart.Crd;
import io.github.perconapg.internal.yaml.Unstructured;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whether a CRD on the cluster serves and stores the versions that a chart has. */
public final class CrdVersions {

  private CrdVersions() {}

  /**
   * Returns what is not as the chart needs it, a sentence each.
   *
   * @param crd the chart's CRD
   * @param live the same on the cluster, in full
   */
  public static List<String> problems(Crd crd, Map<String, Object> live) {
    var metadata = LiveCrd.of(Unstructured.map(live, "metadata"));
    if (metadata.hash().equals(crd.sha256()) && metadata.managedByUsAlone()) {
      return List.of(); // it is the chart's text, and parsing that takes longer than all else
    }
    var problems = new ArrayList<String>();
    var wanted = Unstructured.list(CrdPlanner.parse(crd), "spec", "versions");
    for (var version : wanted) {
      var name = Unstructured.text(version, "name");
      var there =
          Unstructured.list(live, "spec", "versions").stream()
              .filter(v -> Unstructured.text(v, "name").equals(name))
              .findFirst();
      if (there.isEmpty()) {
        problems.add(crd.name() + " has no version " + name);
      } else if (!Boolean.TRUE.equals(Unstructured.at(there.get(), "served"))) {
        problems.add(crd.name() + " does not serve version " + name);
      }
    }
    for (var stored : Unstructured.list(live, "status", "storedVersions")) {
      if (wanted.stream().noneMatch(v -> Unstructured.text(v, "name").equals(stored))) {
        problems.add(
            crd.name() + " has objects stored as " + stored + ", which the chart does not have");
      }
    }
    return problems;
  }
}
