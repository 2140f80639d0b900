package io.github.perconapg.internal.plan;

import io.github.perconapg.internal.helm.RenderedObject;
import io.github.perconapg.internal.kubernetes.ApiRequests;
import io.github.perconapg.internal.kubernetes.Connection;
import io.github.perconapg.internal.ownership.ObjectOwnership;
import io.github.perconapg.internal.yaml.Unstructured;
import io.github.perconapg.model.Adopt;
import io.github.perconapg.model.Change;
import io.github.perconapg.model.Change.Action;
import io.github.perconapg.model.DesiredState;
import io.github.perconapg.model.FieldChange;
import io.github.perconapg.problem.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Plans each object of a release: what a new revision would create, change, adopt and remove, and
 * which of it must not be.
 */
final class ObjectPlanner {

  private final ApiRequests api;
  private final LiveObjects lives;
  private final DryRun dryRun;
  private final DesiredState desired;
  private final boolean namespaceExists;
  private final boolean recorded;

  private final PlanFindings findings;

  final List<Adoption> adoptions = new ArrayList<>();

  private @Nullable List<Problem> otherRecords;

  /**
   * @param recorded whether the release has records, without which Helm's marks of it prove nothing
   */
  ObjectPlanner(
      Connection connection,
      LiveObjects lives,
      DesiredState desired,
      boolean namespaceExists,
      boolean recorded,
      PlanFindings findings) {
    this.recorded = recorded;
    this.findings = findings;
    this.lives = lives;
    this.api = connection.api();
    this.dryRun = new DryRun(connection);
    this.desired = desired;
    this.namespaceExists = namespaceExists;
  }

  /**
   * Plans a new revision.
   *
   * @param objects what it renders; objects that are only known by name have no content
   * @param previous what the current revision renders
   */
  void revision(List<RenderedObject> objects, List<RenderedObject> previous) {
    var kept = new HashSet<String>();
    for (var object : objects) {
      kept.add(object.path());
      plan(object, previous);
    }
    previous.stream().filter(object -> !kept.contains(object.path())).forEach(this::remove);
  }

  /** Where nothing was installed, to try to create an object is also the question whether it is. */
  private void plan(RenderedObject object, List<RenderedObject> previous) {
    var isNew = previous.isEmpty() && !isEstimated(object);
    var tried = isNew ? dryRun.create(object) : null;
    if (tried != null && tried.result() != null) {
      create(object, tried);
      return;
    }
    var live = isOutOfReach(object) ? null : lives.at(object).orElse(null);
    if (live != null) {
      existing(object, live, previous);
    } else if (tried != null) {
      create(object, tried);
    } else {
      create(object, isEstimated(object) ? DryRun.Answer.UNKNOWN : dryRun.create(object));
    }
  }

  private boolean isOutOfReach(RenderedObject object) {
    return !namespaceExists && object.namespace().equals(desired.namespace());
  }

  /**
   * Tells whether it cannot be tried: only its name is known, or its namespace is not there yet.
   */
  private boolean isEstimated(RenderedObject object) {
    return object.content().isEmpty() || isOutOfReach(object);
  }

  private void create(RenderedObject object, DryRun.Answer answer) {
    note(answer);
    findings.changes.add(
        Change.of(Action.CREATE, object.kind(), nameOf(object), "create")
            .estimated(answer.result() == null));
  }

  private void existing(
      RenderedObject object, Map<String, Object> live, List<RenderedObject> previous) {
    var owner = ObjectOwnership.of(live);
    var marked = owner.is(desired.release(), desired.namespace());
    if (marked && recorded) {
      update(object, live, previous);
      return;
    }
    if (marked && refusesOtherRecords()) {
      return;
    }
    var adoptable = owner.none(api);
    if (!adoptable || desired.consent().adopt() == Adopt.REFUSE) {
      findings.refusals.add(
          owner.refusal(object, desired.release(), desired.namespace(), adoptable));
      return;
    }
    var difference = difference(object, live, previous);
    adoptions.add(
        new Adoption(object, owner.uid(), Unstructured.text(live, "metadata", "resourceVersion")));
    findings.changes.add(
        Change.of(Action.ADOPT, object.kind(), nameOf(object), "adopt, it has no owner")
            .fields(difference.fields())
            .details(owner.facts())
            .estimated(difference.estimated()));
  }

  /** A release that Helm keeps elsewhere than in Secrets is told once, and not object by object. */
  private boolean refusesOtherRecords() {
    var known = otherRecords;
    if (known == null) {
      known =
          ObjectOwnership.recordsElsewhere(api, desired.release(), desired.namespace()).stream()
              .toList();
      findings.refusals.addAll(known);
      otherRecords = known;
    }
    return !known.isEmpty();
  }

  private void update(
      RenderedObject object, Map<String, Object> live, List<RenderedObject> previous) {
    var difference = difference(object, live, previous);
    findings.changes.add(
        difference.fields().isEmpty()
            ? Change.of(Action.UNCHANGED, object.kind(), nameOf(object), "as it would be rendered")
            : Change.of(Action.UPDATE, object.kind(), nameOf(object), summary(difference))
                .fields(difference.fields())
                .estimated(difference.estimated()));
  }

  private static String summary(Difference difference) {
    var count = difference.fields().size();
    return count == 1 ? "change 1 field" : "change " + count + " fields";
  }

  private Difference difference(
      RenderedObject object, Map<String, Object> live, List<RenderedObject> previous) {
    if (object.content().isEmpty()) {
      return new Difference(List.of(), true);
    }
    var before =
        previous.stream()
            .filter(other -> other.path().equals(object.path()))
            .map(RenderedObject::content)
            .findFirst()
            .orElse(Map.of());
    var merged = HelmMerge.merged(before, object, live);
    var answer = dryRun.change(object, live, merged);
    note(answer);
    var result = answer.result();
    return result == null
        ? new Difference(LiveDiff.betweenWhole(merged, live), true)
        : new Difference(LiveDiff.betweenWhole(result, live), false);
  }

  private void remove(RenderedObject object) {
    var live = lives.at(object).orElse(null);
    if (live != null && ObjectOwnership.of(live).is(desired.release(), desired.namespace())) {
      findings.changes.add(
          Change.of(
              Action.DELETE,
              object.kind(),
              nameOf(object),
              "remove, the new revision does not have it"));
    }
  }

  /** A right that this caller lacks; what it would have told is estimated. */
  private void note(DryRun.Answer answer) {
    if (answer.refused() != null) {
      findings.refusals.add(answer.refused());
    }
    if (answer.forbidden() != null) {
      findings.blocked.add(answer.forbidden());
    }
  }

  private String nameOf(RenderedObject object) {
    return object.nameIn(desired.namespace());
  }

  private record Difference(List<FieldChange> fields, boolean estimated) {}
}
