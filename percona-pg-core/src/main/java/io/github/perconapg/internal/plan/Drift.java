package io.github.perconapg.internal.plan;

import io.github.perconapg.internal.operator.Paused;
import io.github.perconapg.internal.outlet.Outlet;
import io.github.perconapg.model.Change;
import io.github.perconapg.model.DesiredState;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How the objects of a revision differ from what it rendered.
 *
 * @param changes each object that is missing or has other fields
 * @param unchanged each object that is as rendered
 * @param paused Deployments that were scaled to nothing: never started again unasked
 * @param extras fields that others added, a sentence each: never removed
 */
public record Drift(
    List<Change> changes, List<Change> unchanged, List<Paused> paused, List<String> extras) {

  static final Drift NONE = new Drift(List.of(), List.of(), List.of(), List.of());

  /** Copies the lists, so that the record is immutable. */
  public Drift {
    changes = List.copyOf(changes);
    unchanged = List.copyOf(unchanged);
    paused = List.copyOf(paused);
    extras = List.copyOf(extras);
  }

  /** Why nothing is done while an operator is paused; empty unless it is. */
  Optional<Problem> refusal(DesiredState desired) {
    if (paused.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        Problem.of(
                ProblemCode.OPERATOR_PAUSED,
                "The operator of release "
                    + desired.namespace()
                    + "/"
                    + desired.release()
                    + " is paused by hand; nothing is done while it is",
                Paused.remedy(paused))
            .facts(paused.stream().map(Paused::shown).toList()));
  }

  /**
   * Returns what differs, a line each that begins with the object's kind and name.
   *
   * @param outlet cleans the fields, of which both sides are masked when one is a secret
   */
  public List<String> differences(Outlet outlet) {
    var lines = new ArrayList<String>();
    for (var change : changes) {
      var object = change.kind() + " " + change.name();
      if (change.fields().isEmpty()) {
        lines.add(object + " is missing");
      }
      change.fields().forEach(field -> lines.add(object + " " + outlet.field(field).shown()));
    }
    return lines;
  }
}
