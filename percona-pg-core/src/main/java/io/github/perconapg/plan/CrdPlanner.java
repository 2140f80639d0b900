package io.github.perconapg.plan;

import io.github.perconapg.chart.Crd;
import io.github.perconapg.model.CrdPolicy;
import io.github.perconapg.plan.Change.Action;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import io.github.perconapg.target.ApiRequests;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Decides what happens to each definition of a chart, and why some of it must not. */
final class CrdPlanner {

  private static final String KIND = "CustomResourceDefinition";
  private static final int SHOWN_FIELDS = 10;

  private final ApiRequests api;
  private final CrdPolicy policy;
  private final Map<String, Long> provenGenerations;

  final List<Change> changes = new ArrayList<>();
  final List<CrdChange> writes = new ArrayList<>();
  final List<Problem> refusals = new ArrayList<>();

  /**
   * @param provenGenerations generation of each definition when this release was last proven; empty
   *     when it was not
   */
  CrdPlanner(ApiRequests api, CrdPolicy policy, Map<String, Long> provenGenerations) {
    this.api = api;
    this.policy = policy;
    this.provenGenerations = provenGenerations;
  }

  void plan(List<Crd> crds) {
    if (policy == CrdPolicy.SKIP || crds.isEmpty()) {
      return;
    }
    var live = LiveCrd.list(api);
    for (var crd : crds) {
      var existing = live.get(crd.name());
      if (existing == null) {
        write(crd, "", Action.CREATE, "create");
      } else if (existing.terminating()) {
        refusals.add(terminating(crd));
      } else if (isWhatWeLeft(crd, existing)) {
        unchanged(crd);
      } else {
        compare(crd, existing);
      }
    }
    if (policy == CrdPolicy.CHECK && !writes.isEmpty()) {
      refusals.add(leftToAdministrator());
      writes.clear();
    }
  }

  /** Our hash alone does not prove it: a forced apply by somebody else leaves annotations alone. */
  private boolean isWhatWeLeft(Crd crd, LiveCrd existing) {
    return existing.hash().equals(crd.sha256())
        && existing.managedByUsAlone()
        && Long.valueOf(existing.generation()).equals(provenGenerations.get(crd.name()));
  }

  private void compare(Crd crd, LiveCrd existing) {
    var live = api.get(LiveCrd.PATH + "/" + crd.name());
    if (live == null) {
      write(crd, "", Action.CREATE, "create");
      return;
    }
    var wanted = parse(crd);
    if (CrdSchema.same(wanted, live)) {
      unchanged(crd);
      return;
    }
    var before = refusals.size();
    refuseForeign(crd, existing);
    refuseLoss(crd, wanted, live);
    if (refusals.size() == before) {
      write(crd, existing.resourceVersion(), Action.UPDATE, "upgrade its schema");
    }
  }

  private void refuseForeign(Crd crd, LiveCrd existing) {
    var managers = existing.foreignManagers();
    if (managers.isEmpty() && existing.gitOpsOwner().isEmpty()) {
      return;
    }
    var facts = new ArrayList<String>();
    if (!managers.isEmpty()) {
      facts.add("field managers of its spec: " + String.join(", ", managers));
    }
    if (!existing.gitOpsOwner().isEmpty()) {
      facts.add("tracked by " + existing.gitOpsOwner());
    }
    refusals.add(
        Problem.of(
                ProblemCode.CRD_FOREIGN,
                KIND + " " + crd.name() + " differs from the chart's and is managed by others",
                "Have its owner bring it to the chart's version, or hand it over there, then run"
                    + " again. crds=check lists what the chart needs; crds=skip leaves definitions"
                    + " to you.")
            .facts(facts));
  }

  private void refuseLoss(Crd crd, Map<String, Object> wanted, Map<String, Object> live) {
    var dropped = CrdSchema.dropped(wanted, live);
    var stored = CrdSchema.droppedStored(wanted, live);
    if (dropped.isEmpty() && stored.isEmpty()) {
      return;
    }
    var facts = new ArrayList<String>();
    stored.forEach(v -> facts.add("objects are stored in version " + v + ", which would go"));
    dropped.stream().limit(SHOWN_FIELDS).forEach(field -> facts.add("would drop " + field));
    if (dropped.size() > SHOWN_FIELDS) {
      facts.add("and " + (dropped.size() - SHOWN_FIELDS) + " more fields");
    }
    refusals.add(
        Problem.of(
                ProblemCode.CRD_DROPS_FIELDS,
                KIND + " " + crd.name() + " on the cluster has fields that the chart's form lacks",
                "It may belong to a newer operator, or to another one. Deploy a chart that is not"
                    + " older than the definitions, or have an administrator decide what may go.")
            .facts(facts));
  }

  private void write(Crd crd, String resourceVersion, Action action, String summary) {
    writes.add(new CrdChange(crd, resourceVersion));
    changes.add(Change.of(action, KIND, crd.name(), summary));
  }

  private void unchanged(Crd crd) {
    changes.add(Change.of(Action.UNCHANGED, KIND, crd.name(), "equal to the chart's"));
  }

  private static Problem terminating(Crd crd) {
    return Problem.of(
        ProblemCode.CRD_TERMINATING,
        KIND + " " + crd.name() + " is being deleted, and every object of its kind with it",
        "Wait until it is gone (kubectl get crd " + crd.name() + "), then run again.");
  }

  private Problem leftToAdministrator() {
    return Problem.of(
            ProblemCode.CRD_OUTDATED,
            writes.size()
                + " custom resource definitions are not as the chart needs them, and"
                + " crds=check writes none",
            "Have an administrator apply them on the server's side (kubectl apply --server-side"
                + " -f <chart>/crds), then run again.")
        .facts(
            writes.stream()
                .map(w -> (w.creates() ? "absent: " : "differs: ") + w.crd().name())
                .toList());
  }

  private static Map<String, Object> parse(Crd crd) {
    var settings =
        LoadSettings.builder()
            .setSchema(new CoreSchema())
            .setCodePointLimit(crd.yaml().length() + 1)
            .setLabel(crd.name())
            .build();
    return Tree.map(new Load(settings).loadFromString(crd.yaml()));
  }
}
