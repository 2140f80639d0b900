package io.github.perconapg.model;

import io.github.perconapg.problem.Problem;
import java.util.List;
import java.util.Set;

/**
 * The changes that a destroy would make to a cluster as it was when the plan was made. Making one
 * writes nothing.
 *
 * @param desired what is to be removed
 * @param changes what goes and what stays, in the order it is carried out, with what hangs on it
 * @param databases the database objects that go, each with its UID, so that a plan is not applied
 *     to others of the same names
 * @param refusals every reason not to start; a plan with refusals is not carried out
 * @param notes what a person should know and what could not be told, one sentence each
 */
public record DestroyPlan(
    DesiredState desired,
    List<Change> changes,
    List<String> databases,
    List<Problem> refusals,
    List<String> notes) {

  /** Copies the lists, so that the record is immutable. */
  public DestroyPlan {
    changes = List.copyOf(changes);
    databases = List.copyOf(databases);
    refusals = List.copyOf(refusals);
    notes = List.copyOf(notes);
  }

  /** Tells whether there is nothing to remove. */
  public boolean nothingToDo() {
    return refusals.isEmpty()
        && changes.stream().noneMatch(c -> c.action() == Change.Action.DELETE);
  }

  /**
   * Tells whether another plan would do the same: remove the same things, and the very same
   * databases. What becomes of the namespace is left to the end of the run, so it is not compared.
   */
  public boolean doesTheSameAs(DestroyPlan other) {
    return essence().equals(other.essence())
        && Set.copyOf(databases).equals(Set.copyOf(other.databases));
  }

  private List<String> essence() {
    return outline().stream().filter(line -> !line.startsWith("DELETE Namespace ")).toList();
  }

  /** Returns what would be removed, a line each. */
  public List<String> outline() {
    return changes.stream()
        .filter(c -> c.action() == Change.Action.DELETE)
        .map(c -> c.action() + " " + c.kind() + " " + c.name() + ": " + c.summary())
        .toList();
  }
}
