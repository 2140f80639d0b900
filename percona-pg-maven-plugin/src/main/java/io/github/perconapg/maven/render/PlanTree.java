package io.github.perconapg.maven.render;

import io.github.perconapg.model.Change;
import io.github.perconapg.model.DestroyPlan;
import io.github.perconapg.model.FieldChange;
import io.github.perconapg.model.Plan;
import io.github.perconapg.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A plan as a tree in the manner of {@code mvn dependency:tree}: kinds, the things of each kind
 * with what would be done to them and why, and the fields that differ. In plain ASCII, so that it
 * survives every console and log; coloured only where the console takes it. Why deploy would refuse
 * is counted only, since the goal ends with it.
 */
public final class PlanTree {

  private final Colors paint;
  private final List<String> lines = new ArrayList<>();

  private PlanTree(Colors paint) {
    this.paint = paint;
  }

  /** The lines of a plan; at least two. */
  public static List<String> of(Plan plan, Colors paint) {
    var tree = new PlanTree(paint);
    tree.lines.add(
        "Plan for release %s in namespace %s, chart %s"
            .formatted(plan.desired().release(), plan.desired().namespace(), plan.chart()));
    if (!plan.route().isEmpty()) {
      tree.lines.add(
          "Step 1 of %d, by way of %s; the others are planned when it is done"
              .formatted(plan.route().size(), String.join(", ", plan.route())));
    }
    tree.draw(plan.changes(), plan.notes());
    tree.lines.add(
        !plan.refusals().isEmpty()
            ? refused("deploy", plan.refusals())
            : plan.nothingToDo()
                ? "Nothing to do: the cluster is as desired"
                : counted("deploy", plan.changes()));
    tree.blocked(plan.blocked());
    return tree.lines;
  }

  /** The lines of the plan of a destroy; at least two. */
  public static List<String> of(DestroyPlan plan, Colors paint) {
    var tree = new PlanTree(paint);
    tree.lines.add(
        "Plan to destroy release %s in namespace %s"
            .formatted(plan.desired().release(), plan.desired().namespace()));
    tree.draw(plan.changes(), plan.notes());
    tree.lines.add(
        !plan.refusals().isEmpty()
            ? refused("destroy", plan.refusals())
            : plan.nothingToDo()
                ? "Nothing to do: there is nothing to remove"
                : counted("destroy", plan.changes()));
    return tree.lines;
  }

  private void draw(List<Change> changes, List<String> notes) {
    var kinds =
        changes.stream()
            .collect(Collectors.groupingBy(Change::kind, LinkedHashMap::new, Collectors.toList()));
    var kind = kinds.entrySet().iterator();
    while (kind.hasNext()) {
      var entry = kind.next();
      branch("", !kind.hasNext(), entry.getKey());
      things(kind.hasNext() ? "|  " : "   ", entry.getValue());
    }
    notes.forEach(note -> lines.add("note: " + note));
  }

  private void blocked(List<Problem> problems) {
    if (!problems.isEmpty()) {
      lines.add("deploy needs more than this caller has here:");
    }
    problems.stream()
        .map(Problem::render)
        .flatMap(String::lines)
        .forEach(line -> lines.add(paint.bad().apply(line)));
  }

  private void things(String indent, List<Change> changes) {
    for (var i = 0; i < changes.size(); i++) {
      var change = changes.get(i);
      var last = i == changes.size() - 1;
      branch(indent, last, painted(change));
      var below = indent + (last ? "   " : "|  ") + "    ";
      change.fields().forEach(field -> lines.add(below + painted(field)));
      change.details().stream().flatMap(String::lines).forEach(line -> lines.add(below + line));
    }
  }

  private void branch(String indent, boolean last, String text) {
    lines.add(indent + (last ? "\\- " : "+- ") + text);
  }

  private String painted(Change change) {
    var text =
        "%s %s: %s%s"
            .formatted(
                mark(change.action()),
                change.name(),
                change.summary(),
                change.estimated() ? " (estimated)" : "");
    return switch (change.action()) {
      case CREATE -> paint.good().apply(text);
      case UNCHANGED, KEEP -> text;
      case DELETE -> paint.bad().apply(text);
      default -> paint.change().apply(text);
    };
  }

  private String painted(FieldChange field) {
    if (field.before() == null) {
      return paint.good().apply(field.shown());
    }
    return field.after() == null ? paint.bad().apply(field.shown()) : field.shown();
  }

  private static String mark(Change.Action action) {
    return switch (action) {
      case CREATE -> "[+]";
      case UPDATE -> "[~]";
      case DELETE -> "[-]";
      case UNCHANGED, KEEP -> "[=]";
      default -> "[!]";
    };
  }

  private static String refused(String verb, List<Problem> refusals) {
    return "%s would refuse to start, for %d reason%s, and change nothing"
        .formatted(verb, refusals.size(), refusals.size() == 1 ? "" : "s");
  }

  private static String counted(String verb, List<Change> changes) {
    return changes.stream()
        .collect(Collectors.groupingBy(Change::action, LinkedHashMap::new, Collectors.counting()))
        .entrySet()
        .stream()
        .map(count -> count.getValue() + " to " + count.getKey().name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", ", verb + " would find ", ""))
        .replace("to unchanged", "unchanged");
  }
}
