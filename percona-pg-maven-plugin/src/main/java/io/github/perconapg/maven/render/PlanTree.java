package io.github.perconapg.maven.render;

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
 * survives every console and log.
 */
public final class PlanTree {

  private PlanTree() {}

  /** The lines of a plan; at least two. */
  public static List<String> of(Plan plan) {
    var lines = new ArrayList<String>();
    lines.add(
        "Plan for release %s in namespace %s, chart %s"
            .formatted(plan.desired().release(), plan.desired().namespace(), plan.chart()));
    var kinds =
        plan.changes().stream()
            .collect(Collectors.groupingBy(Change::kind, LinkedHashMap::new, Collectors.toList()));
    var kind = kinds.entrySet().iterator();
    while (kind.hasNext()) {
      var entry = kind.next();
      branch(lines, "", !kind.hasNext(), entry.getKey());
      things(lines, kind.hasNext() ? "|  " : "   ", entry.getValue());
    }
    plan.notes().forEach(note -> lines.add("note: " + note));
    lines.add(summary(plan));
    plan.refusals().stream()
        .map(Problem::render)
        .forEach(text -> lines.addAll(text.lines().toList()));
    return lines;
  }

  private static void things(List<String> lines, String indent, List<Change> changes) {
    for (var i = 0; i < changes.size(); i++) {
      var change = changes.get(i);
      var last = i == changes.size() - 1;
      branch(
          lines,
          indent,
          last,
          "%s %s: %s".formatted(mark(change.action()), change.name(), change.summary()));
      for (var field : change.fields()) {
        lines.add(indent + (last ? "   " : "|  ") + "    " + field.shown());
      }
      for (var detail : change.details()) {
        detail.lines().forEach(line -> lines.add(indent + (last ? "   " : "|  ") + "    " + line));
      }
    }
  }

  private static void branch(List<String> lines, String indent, boolean last, String text) {
    lines.add(indent + (last ? "\\- " : "+- ") + text);
  }

  private static String mark(Change.Action action) {
    return switch (action) {
      case CREATE -> "[+]";
      case UPDATE -> "[~]";
      case UNCHANGED -> "[=]";
      default -> "[!]";
    };
  }

  private static String summary(Plan plan) {
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
