package io.github.perconapg.health;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.perconapg.chart.Chart;
import io.github.perconapg.plan.Tree;
import io.github.perconapg.target.ApiRequests;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Checks that every definition of the chart is there, accepted, and not on its way out. */
final class CrdCheck {

  private static final String PATH = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/";

  private CrdCheck() {}

  static Verdict look(ApiRequests api, Chart chart) {
    try {
      return read(api, chart);
    } catch (KubernetesClientException e) {
      if (e.getCode() == 403) {
        return Verdict.unknown(
            "custom resource definitions may not be read",
            "Grant get on customresourcedefinitions, or set crds=skip.");
      }
      throw e;
    }
  }

  private static Verdict read(ApiRequests api, Chart chart) {
    var facts = new ArrayList<String>();
    for (var crd : chart.crds()) {
      var live = api.get(PATH + crd.name());
      if (live == null) {
        facts.add(crd.name() + " does not exist");
      } else if (Tree.at(live, "metadata", "deletionTimestamp") != null) {
        facts.add(crd.name() + " is being deleted");
      } else {
        notEstablished(crd.name(), Tree.list(live, "status", "conditions"), facts);
      }
    }
    return facts.isEmpty()
        ? Verdict.passed(chart.crds().size() + " custom resource definitions are Established")
        : Verdict.failed(
            facts.size() + " of " + chart.crds().size() + " definitions are not Established",
            facts,
            "Run deploy again: it creates what is missing. A running operator looks for a missing"
                + " kind again within ten seconds.");
  }

  private static void notEstablished(String name, List<Object> conditions, List<String> facts) {
    var established = condition(conditions, "Established");
    if (!"True".equals(Tree.text(established, "status"))) {
      var names = condition(conditions, "NamesAccepted");
      facts.add(
          name
              + " is not Established: "
              + Tree.text(established, "reason")
              + " "
              + Tree.text(established, "message")
              + " "
              + Tree.text(names, "message"));
    }
  }

  private static Object condition(List<Object> conditions, String type) {
    return Objects.requireNonNullElse(
        conditions.stream().filter(c -> Tree.text(c, "type").equals(type)).findFirst().orElse(null),
        "");
  }
}
