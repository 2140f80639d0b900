package io.github.perconapg.internal.crd;

import io.github.perconapg.internal.chart.Chart;
import io.github.perconapg.internal.chart.Crd;
import io.github.perconapg.internal.chart.TemplateValues;
import io.github.perconapg.internal.helm.RenderedObjects;
import io.github.perconapg.internal.helm.ServedKind;
import io.github.perconapg.internal.yaml.Unstructured;
import java.util.ArrayList;
import java.util.List;

/** The kinds that CRDs will make the API server serve, where a chart's templates ask for them. */
public final class CrdKinds {

  private CrdKinds() {}

  /**
   * The kinds of some CRDs. Parsing them takes longer than the rest of a plan, so that it is done
   * for a chart only whose templates depend on it.
   */
  public static List<ServedKind> of(Chart chart, List<Crd> crds) {
    var kinds = new ArrayList<ServedKind>();
    if (!crds.isEmpty() && TemplateValues.mayMention(chart.folder(), "APIVersions")) {
      for (var crd : crds) {
        for (var object : RenderedObjects.of(crd.yaml(), "")) {
          var spec = Unstructured.map(object.content(), "spec");
          for (var version : Unstructured.list(spec, "versions")) {
            if (Boolean.TRUE.equals(Unstructured.at(version, "served"))) {
              kinds.add(
                  new ServedKind(
                      crd.group() + "/" + Unstructured.text(version, "name"),
                      Unstructured.text(spec, "names", "kind"),
                      crd.plural(),
                      Unstructured.text(spec, "scope").equals("Namespaced")));
            }
          }
        }
      }
    }
    return kinds;
  }
}
