package io.github.perconapg.plan;

import io.github.perconapg.model.DesiredState;
import io.github.perconapg.problem.Problem;
import java.util.List;

/**
 * What a deploy would do on a cluster as it was when the plan was made. Making one writes nothing.
 *
 * @param desired what is wanted
 * @param chart the chart, as {@code name version (origin)}
 * @param changes namespace, definitions, release and objects, in the order they are carried out
 * @param refusals every reason not to start; a plan with refusals cannot be applied
 * @param notes what a person should know and what could not be told, one sentence each
 */
public record Plan(
    DesiredState desired,
    String chart,
    List<Change> changes,
    List<Problem> refusals,
    List<String> notes) {

  /** Copies the lists, so that the record is immutable. */
  public Plan {
    changes = List.copyOf(changes);
    refusals = List.copyOf(refusals);
    notes = List.copyOf(notes);
  }

  /** Whether the cluster is as desired, so that applying the plan writes nothing. */
  public boolean nothingToDo() {
    return refusals.isEmpty()
        && changes.stream().allMatch(c -> c.action() == Change.Action.UNCHANGED);
  }

  /**
   * Whether another plan would do the same: the same actions on the same things. A namespace that
   * has come into being meanwhile makes no difference to the rest.
   */
  public boolean doesTheSameAs(Plan other) {
    return outline().equals(other.outline());
  }

  private List<String> outline() {
    return changes.stream()
        .filter(c -> c.action() != Change.Action.UNCHANGED && !c.kind().equals("Namespace"))
        .map(c -> c.action() + " " + c.kind() + " " + c.name())
        .toList();
  }
}
