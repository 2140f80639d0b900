package io.github.perconapg.internal.crd;

import io.github.perconapg.internal.chart.Chart;
import io.github.perconapg.internal.chart.Crd;
import io.github.perconapg.internal.crd.CrdDiff.Newer;
import io.github.perconapg.internal.kubernetes.ApiPath;
import io.github.perconapg.internal.kubernetes.ApiRequests;
import io.github.perconapg.internal.kubernetes.ParallelRequests;
import io.github.perconapg.internal.operator.OperatorMinor;
import io.github.perconapg.internal.problem.Truncation;
import io.github.perconapg.model.Change;
import io.github.perconapg.model.Change.Action;
import io.github.perconapg.model.CrdPolicy;
import io.github.perconapg.problem.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides what happens to each CRD of a chart, and why some of it must not. */
public final class CrdPlanner {

  static final String KIND = "CustomResourceDefinition";

  private static final int SHOWN_FIELDS = 10;

  private final ApiRequests api;
  private final CrdPolicy policy;
  private final CrdCache known;
  private final Map<String, Long> knownGenerations;

  private Map<String, LiveCrd> labels = Map.of();
  private boolean keeps;

  public final List<Change> changes = new ArrayList<>();
  public final List<CrdChange> writes = new ArrayList<>();
  public final List<Problem> refusals = new ArrayList<>();

  /**
   * @param known what this process knows of the cluster's CRDs
   * @param proven generation of each CRD when the current revision was verified; empty when it was
   *     not
   */
  public CrdPlanner(ApiRequests api, CrdPolicy policy, CrdCache known, Map<String, Long> proven) {
    this.api = api;
    this.policy = policy;
    this.known = known;
    this.knownGenerations = known.over(proven);
  }

  public void plan(Chart chart) {
    if (policy == CrdPolicy.SKIP || chart.crds().isEmpty()) {
      return;
    }
    var live = LiveCrd.list(api);
    var relations = relations(chart.crds(), live);
    var newer = CrdDecision.newer(relations.values());
    for (var crd : chart.crds()) {
      var existing = live.get(crd.name());
      var relation = relations.get(crd.name());
      if (existing == null) {
        write(crd, "", Change.of(Action.CREATE, KIND, crd.name(), "create"));
      } else if (existing.terminating()) {
        refusals.add(CrdRefusals.terminating(crd.name()));
      } else if (relation == null) {
        unchanged(crd, "equal to the chart's");
      } else {
        decide(crd, existing, relation, CrdDecision.of(relation, newer));
      }
    }
    keeps = newer.contains(Newer.LIVE);
    labels = live;
    if (policy == CrdPolicy.CHECK && !writes.isEmpty()) {
      refusals.add(CrdRefusals.leftToAdministrator(writes));
      writes.clear();
    }
  }

  private void decide(Crd crd, LiveCrd existing, CrdDiff relation, CrdDecision decision) {
    switch (decision) {
      case EQUAL -> unchanged(crd, "equal to the chart's");
      case KEEP -> unchanged(crd, "newer than the chart's, and serves its operator as well");
      default -> upgrade(crd, existing, relation, decision);
    }
  }

  /** How each CRD that has to be looked at stands to the cluster's. */
  private Map<String, CrdDiff> relations(List<Crd> crds, Map<String, LiveCrd> live) {
    var asked = new ArrayList<Crd>();
    for (var crd : crds) {
      var existing = live.get(crd.name());
      if (existing != null && !existing.terminating() && !isWhatWeLeft(crd, existing)) {
        asked.add(crd);
      }
    }
    var answers =
        ParallelRequests.ask(
            asked,
            crd -> {
              var existing = Objects.requireNonNull(live.get(crd.name()));
              return Optional.ofNullable(known.relation(crd, existing, () -> relation(crd)));
            });
    var relations = new HashMap<String, CrdDiff>();
    for (var i = 0; i < asked.size(); i++) {
      var name = asked.get(i).name();
      answers
          .get(i)
          .ifPresentOrElse(
              relation -> relations.put(name, relation),
              () -> live.remove(name)); // deleted just now
    }
    return relations;
  }

  private @Nullable CrdDiff relation(Crd crd) {
    var whole = api.get(ApiPath.crd(crd.name()));
    return whole == null ? null : CrdDiff.of(parse(crd), whole);
  }

  /** Our hash alone does not prove it: another tool's forced apply leaves annotations alone. */
  private boolean isWhatWeLeft(Crd crd, LiveCrd existing) {
    return existing.hash().equals(crd.sha256())
        && existing.managedByUsAlone()
        && Long.valueOf(existing.generation()).equals(knownGenerations.get(crd.name()));
  }

  /**
   * Tells whether the CRDs, as they would be then, do not serve the operator that would run. That
   * those of the cluster are newer than the chart's their schemas say; how much newer only their
   * version labels can.
   *
   * @param operator the operator's version
   */
  public Optional<Problem> notServing(Chart chart, String operator) {
    if (policy == CrdPolicy.SKIP || chart.crds().isEmpty()) {
      return Optional.empty();
    }
    var minor = OperatorMinor.of(operator);
    var theirs = keeps ? newestLabel(chart) : OperatorMinor.of(chart.appVersion());
    if (!keeps && (minor.isEmpty() || theirs.isEmpty())) {
      return Optional.empty(); // its own CRDs, which serve their operator
    }
    var served =
        minor.isPresent()
            && theirs.isPresent()
            && theirs.get().after(minor.get()) <= OperatorMinor.SERVED_BACK;
    if (served) {
      return Optional.empty();
    }
    return Optional.of(
        keeps ? CrdRefusals.newer(chart, operator, theirs) : CrdRefusals.stays(chart, operator));
  }

  private Optional<OperatorMinor> newestLabel(Chart chart) {
    return chart.crds().stream()
        .map(crd -> labels.get(crd.name()))
        .filter(Objects::nonNull)
        .flatMap(crd -> OperatorMinor.of(crd.versionLabel()).stream())
        .max(OperatorMinor::compareTo);
  }

  private void upgrade(Crd crd, LiveCrd existing, CrdDiff relation, CrdDecision decision) {
    var before = refusals.size();
    CrdRefusals.foreign(crd.name(), existing).ifPresent(refusals::add);
    if (decision == CrdDecision.DROPS) {
      refusals.add(CrdRefusals.drops(crd.name(), relation));
    } else if (decision == CrdDecision.TIGHTENS) {
      refusals.add(CrdRefusals.tightens(crd.name(), relation));
    }
    if (refusals.size() == before) {
      var details = new ArrayList<>(details("gains ", relation.change().gained()));
      details.addAll(details("tightens ", relation.change().tightened()));
      write(
          crd,
          existing.resourceVersion(),
          Change.of(Action.UPDATE, KIND, crd.name(), relation.summary()).details(details));
    }
  }

  static List<String> details(String word, List<String> fields) {
    var lines = CrdSchema.topmost(fields).stream().map(field -> word + field).toList();
    return Truncation.lines(lines, SHOWN_FIELDS);
  }

  private void write(Crd crd, String resourceVersion, Change change) {
    writes.add(new CrdChange(crd, resourceVersion));
    changes.add(change);
  }

  private void unchanged(Crd crd, String why) {
    changes.add(Change.of(Action.UNCHANGED, KIND, crd.name(), why));
  }

  /** The document of a chart's CRD. */
  static Map<String, Object> parse(Crd crd) {
    return crd.content();
  }
}
