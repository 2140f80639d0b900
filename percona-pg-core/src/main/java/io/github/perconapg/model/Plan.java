package io.github.perconapg.model;

import io.github.perconapg.problem.Problem;
import java.util.List;

/**
 * The changes that a deploy would make to a cluster as it was when the plan was made. Making one
 * writes nothing.
 *
 * @param desired what is wanted
 * @param chart the chart, as {@code name version (origin)}
 * @param chartDigest SHA-256 of the chart's files; empty for a revision that is put back
 * @param route the chart versions that are deployed one after another to reach the wanted one, the
 *     last; the changes are those of the first. Empty when one deploy is enough
 * @param changes namespace, CRDs, release and objects, in the order they are carried out
 * @param refusals every reason not to start; a plan with refusals cannot be applied
 * @param blocked what keeps this caller, or this machine, from applying the plan, though others
 *     could; looking needs less
 * @param notes what a person should know and what could not be told, one sentence each
 */
public record Plan(
    DesiredState desired,
    String chart,
    String chartDigest,
    List<String> route,
    List<Change> changes,
    List<Problem> refusals,
    List<Problem> blocked,
    List<String> notes) {

  /** Copies the lists, so that the record is immutable. */
  public Plan {
    route = List.copyOf(route);
    changes = List.copyOf(changes);
    refusals = List.copyOf(refusals);
    blocked = List.copyOf(blocked);
    notes = List.copyOf(notes);
  }

  /** Tells whether the cluster is as desired, so that applying the plan writes nothing. */
  public boolean nothingToDo() {
    return refusals.isEmpty()
        && changes.stream().allMatch(c -> c.action() == Change.Action.UNCHANGED);
  }

  /**
   * Tells whether another plan would do the same: the same actions on the same things, the same
   * chart and the same values. A namespace that has come into being meanwhile makes no difference
   * to the rest.
   */
  public boolean doesTheSameAs(Plan other) {
    return chartDigest.equals(other.chartDigest) && essence().equals(other.essence());
  }

  /** Returns what would be done, a line each: action, kind, name, and what it comes to. */
  public List<String> outline() {
    return changes.stream()
        .filter(c -> c.action() != Change.Action.UNCHANGED)
        .map(c -> c.action() + " " + c.kind() + " " + c.name() + ": " + c.summary())
        .toList();
  }

  private List<String> essence() {
    return changes.stream()
        .filter(c -> c.action() != Change.Action.UNCHANGED && !c.kind().equals("Namespace"))
        .map(
            c ->
                c.action()
                    + " "
                    + c.kind()
                    + " "
                    + c.name()
                    + (c.kind().equals("Release") ? " " + c.fields() : ""))
        .toList();
  }
}
