package io.github.perconapg.internal.verify;

import io.github.perconapg.internal.chart.Chart;
import io.github.perconapg.internal.chart.Crd;
import io.github.perconapg.internal.crd.CrdDelta;
import io.github.perconapg.internal.crd.CrdVersions;
import io.github.perconapg.internal.helm.ReleaseRecord;
import io.github.perconapg.internal.kubernetes.ApiPath;
import io.github.perconapg.internal.kubernetes.ApiRequests;
import io.github.perconapg.internal.kubernetes.ServedKinds;
import io.github.perconapg.internal.yaml.Unstructured;
import io.github.perconapg.model.Change;
import io.github.perconapg.problem.ProblemCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The checks of verify that look at the chart's CRDs on the cluster. */
final class CrdChecks {

  private static final String RUN_DEPLOY =
      "Run percona-pg:deploy: it applies what is missing or older, or says whose it is.";

  private final ApiRequests api;
  private final Chart chart;
  private final @Nullable ReleaseRecord current;
  private final Memoized<Map<Crd, Map<String, Object>>> live = new Memoized<>(this::read);

  /**
   * @param current the release's current record; null for none
   */
  CrdChecks(ApiRequests api, Chart chart, @Nullable ReleaseRecord current) {
    this.api = api;
    this.chart = chart;
    this.current = current;
  }

  /** Returns those that exist; one request each, once for all checks. */
  private Map<Crd, Map<String, Object>> read() {
    var found = new LinkedHashMap<Crd, Map<String, Object>>();
    for (var crd : chart.crds()) {
      var object = api.get(ApiPath.crd(crd.name()));
      if (object != null) {
        found.put(crd, object);
      }
    }
    return found;
  }

  CheckOutcome established() {
    var facts = new ArrayList<String>();
    for (var crd : chart.crds()) {
      var object = live.get().get(crd);
      if (object == null) {
        facts.add(crd.name() + " does not exist");
      } else if (Unstructured.at(object, "metadata", "deletionTimestamp") != null) {
        facts.add(crd.name() + " is being deleted");
      } else {
        notEstablished(crd.name(), Unstructured.list(object, "status", "conditions"), facts);
      }
    }
    return facts.isEmpty()
        ? CheckOutcome.passed(chart.crds().size() + " CRDs are Established")
        : CheckOutcome.failed(
            facts.size() + " of " + chart.crds().size() + " CRDs are not Established",
            facts,
            "Run deploy again: it creates what is missing. A running operator looks for a missing"
                + " kind again within ten seconds.");
  }

  /** Of those that exist. */
  CheckOutcome served() {
    var facts = new ArrayList<String>();
    live.get().forEach((crd, object) -> facts.addAll(CrdVersions.problems(crd, object)));
    return facts.isEmpty()
        ? CheckOutcome.passed("the chart's versions are served and stored")
        : CheckOutcome.failed("versions of CRDs are not as the chart needs", facts, RUN_DEPLOY);
  }

  /** Of those that exist. */
  CheckOutcome equal() {
    var compared = CrdDelta.of(api, chart, current);
    var facts = new ArrayList<String>();
    compared.changes().stream()
        .filter(change -> change.action() == Change.Action.UPDATE)
        .forEach(change -> facts.add(change.name() + ": " + change.summary()));
    compared.refusals().forEach(problem -> facts.add(problem.summary()));
    return facts.isEmpty()
        ? CheckOutcome.passed("the CRDs are the chart's, or newer and compatible with it")
        : CheckOutcome.failed("CRDs are not the chart's", facts, RUN_DEPLOY);
  }

  /** Without a look at the CRDs: whether their kinds are served at all. */
  CheckOutcome kinds() {
    var missing = new ServedKinds(api).missing(chart.crdNames());
    return missing.isEmpty()
        ? CheckOutcome.notChecked("not checked (crds=skip); all kinds are served")
        : CheckOutcome.failed(
            "kinds of the operator are not served", missing, ProblemCode.CRD_MISSING.advice());
  }

  private static void notEstablished(String name, List<Object> conditions, List<String> facts) {
    var established = condition(conditions, "Established");
    if (!"True".equals(Unstructured.text(established, "status"))) {
      var names = condition(conditions, "NamesAccepted");
      facts.add(
          name
              + " is not Established: "
              + Unstructured.text(established, "reason")
              + " "
              + Unstructured.text(established, "message")
              + " "
              + Unstructured.text(names, "message"));
    }
  }

  private static Object condition(List<Object> conditions, String type) {
    return Objects.requireNonNullElse(
        conditions.stream()
            .filter(c -> Unstructured.text(c, "type").equals(type))
            .findFirst()
            .orElse(null),
        "");
  }
}
