package io.github.perconapg.plan;

import io.github.perconapg.chart.Chart;
import io.github.perconapg.chart.Crd;
import io.github.perconapg.chart.TemplateValues;
import io.github.perconapg.release.ServedKind;
import io.github.perconapg.target.Tree;
import java.util.ArrayList;
import java.util.List;

/** The kinds that CRDs will make the API server serve, where a chart's templates ask for them. */
final class CrdKinds {

  private CrdKinds() {}

  /**
   * The kinds of some CRDs. Parsing them takes longer than the rest of a plan, so that it is done
   * for a chart only whose templates depend on it.
   */
  static List<ServedKind> of(Chart chart, List<Crd> crds) {
    var kinds = new ArrayList<ServedKind>();
    if (!crds.isEmpty() && TemplateValues.mayMention(chart.folder(), "APIVersions")) {
      for (var crd : crds) {
        for (var object : RenderedObjects.of(crd.yaml(), "")) {
          var spec = Tree.map(object.content(), "spec");
          for (var version : Tree.list(spec, "versions")) {
            if (Boolean.TRUE.equals(Tree.at(version, "served"))) {
              kinds.add(
                  new ServedKind(
                      crd.group() + "/" + Tree.text(version, "name"),
                      Tree.text(spec, "names", "kind"),
                      crd.plural(),
                      Tree.text(spec, "scope").equals("Namespaced")));
            }
          }
        }
      }
    }
    return kinds;
  }
}
