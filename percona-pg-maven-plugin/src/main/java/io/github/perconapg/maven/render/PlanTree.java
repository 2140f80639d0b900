package io.github.perconapg.maven.render;

import io.github.perconapg.model.FieldChange;
import io.github.perconapg.plan.Change;
import io.github.perconapg.plan.Plan;
import io.github.perconapg.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A plan as a tree in the manner of {@code mvn dependency:tree}: kinds, the things of each kind
 * with what would be done to them and why, and the fields that differ. In plain ASCII, so that it
 * survives every console and log; coloured only where the console takes it.
 */
public final class PlanTree {

  private final Plan plan;
  private final Paint paint;
  private final List<String> lines = new ArrayList<>();

  private PlanTree(Plan plan, Paint paint) {
    this.plan = plan;
    this.paint = paint;
  }

  /** The lines of a plan; at least two. */
  public static List<String> of(Plan plan, Paint paint) {
    var tree = new PlanTree(plan, paint);
    tree.draw();
    return tree.lines;
  }

  private void draw() {
    lines.add(
        "Plan for release %s in namespace %s, chart %s"
            .formatted(plan.desired().release(), plan.desired().namespace(), plan.chart()));
    if (!plan.route().isEmpty()) {
      lines.add(
          "Step 1 of %d, by way of %s; the others are planned when it is done"
              .formatted(plan.route().size(), String.join(", ", plan.route())));
    }
    var kinds =
        plan.changes().stream()
            .collect(Collectors.groupingBy(Change::kind, LinkedHashMap::new, Collectors.toList()));
    var kind = kinds.entrySet().iterator();
    while (kind.hasNext()) {
      var entry = kind.next();
      branch("", !kind.hasNext(), entry.getKey());
      things(kind.hasNext() ? "|  " : "   ", entry.getValue());
    }
    plan.notes().forEach(note -> lines.add("note: " + note));
    lines.add(summary());
    problems("deploy needs more than this caller has here:", plan.blocked());
    problems("", plan.refusals());
  }

  private void problems(String title, List<Problem> problems) {
    if (!problems.isEmpty() && !title.isEmpty()) {
      lines.add(title);
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
      case UNCHANGED -> text;
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
      case UNCHANGED -> "[=]";
      default -> "[!]";
    };
  }

  private String summary() {
    if (!plan.refusals().isEmpty()) {
      return "deploy would refuse to start, for %d reason%s, and change nothing"
          .formatted(plan.refusals().size(), plan.refusals().size() == 1 ? "" : "s");
    }
    if (plan.nothingToDo()) {
      return "Nothing to do: the cluster is as desired";
    }
    return plan.changes().stream()
        .collect(Collectors.groupingBy(Change::action, LinkedHashMap::new, Collectors.counting()))
        .entrySet()
        .stream()
        .map(count -> count.getValue() + " to " + verb(count.getKey()))
        .collect(Collectors.joining(", ", "deploy would find ", ""))
        .replace("to unchanged", "unchanged");
  }

  private static String verb(Change.Action action) {
    return action.name().toLowerCase(Locale.ROOT);
  }
}
