package io.github.perconapg.internal.evidence;

import io.fabric8.kubernetes.api.model.Event;
import io.github.perconapg.internal.diagnosis.EventTimes;
import io.github.perconapg.internal.helm.ReleaseRecord;
import io.github.perconapg.internal.operator.OperatorTarget;
import io.github.perconapg.internal.outlet.Escape;
import io.github.perconapg.internal.plan.DeployPlan;
import io.github.perconapg.internal.plan.ValuesDiff;
import io.github.perconapg.model.Plan;
import io.github.perconapg.problem.Problem;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The texts among the evidence. */
final class EvidenceTexts {

  private EvidenceTexts() {}

  /** Returns what a person reads first. */
  static String summary(
      OperatorTarget operator, Problem problem, List<ReleaseRecord> history, List<String> notKept) {
    var text = new StringBuilder("# What happened\n\n");
    text.append(problem.summary()).append(".\n\n");
    problem.facts().forEach(f -> text.append("- ").append(f.replace("\n", " ")).append('\n'));
    text.append("\nWhat to do: ").append(problem.remedy()).append("\n\n");
    text.append("More about ").append(problem.code().id()).append(": ");
    text.append(problem.code().page()).append("\n\n# Where\n\n");
    text.append("- Deployment ").append(operator.namespace()).append('/');
    text.append(operator.deployment()).append(", image ").append(operator.image()).append('\n');
    history.forEach(record -> text.append("- release ").append(line(record)).append('\n'));
    text.append("\n# What is kept beside this page\n\n");
    text.append("- log-*.txt: the container's log, and that of its previous run\n");
    text.append("- events.txt, deployment.json, replicasets.json, pods.json, lease.json\n");
    text.append("- crds.json: conditions of the CRDs; limits.json: quotas and limits\n");
    text.append("- records.txt: the release's history; plan.txt: what was carried out\n");
    if (!notKept.isEmpty()) {
      text.append("\n# What could not be kept\n\n");
      notKept.forEach(line -> text.append("- ").append(line).append('\n'));
    }
    return text.toString();
  }

  /** Events, oldest first. */
  static String events(List<Event> events) {
    var lines = new StringBuilder();
    events.stream()
        .sorted(Comparator.comparing(EventTimes::of))
        .forEach(
            e -> {
              var object = e.getInvolvedObject();
              var words = object.getKind() + "/" + object.getName() + " " + e.getReason();
              var line = EventTimes.of(e) + " " + e.getType() + " " + words + ": " + e.getMessage();
              lines.append(Escape.line(line)).append('\n');
            });
    return lines.toString();
  }

  /** The history with its values, secret ones masked. */
  static String records(List<ReleaseRecord> history) {
    var text = new StringBuilder();
    for (var record : history) {
      text.append(line(record)).append('\n');
      text.append("  written ").append(record.deployedAt()).append('\n');
      ValuesDiff.between(Map.of(), record.userValues())
          .forEach(
              v -> text.append("  ").append(Escape.line(v.path() + ": " + v.after())).append('\n'));
    }
    return text.toString();
  }

  /** The plan, a line a change, and the fields below it. */
  static String plan(Plan plan) {
    var text = new StringBuilder("Chart ").append(plan.chart()).append('\n');
    for (var change : plan.changes()) {
      text.append(change.action()).append(' ').append(change.kind()).append(' ');
      text.append(change.name()).append(": ").append(change.summary()).append('\n');
      change.fields().forEach(field -> text.append("  ").append(field.shown()).append('\n'));
      change.details().forEach(detail -> text.append("  ").append(detail).append('\n'));
    }
    plan.notes().forEach(note -> text.append("note: ").append(note).append('\n'));
    return text.toString();
  }

  /** Returns what ran where. */
  static String versions(DeployPlan plan, String server) {
    var tool = EvidenceTexts.class.getPackage().getImplementationVersion();
    return "percona-pg "
        + Objects.requireNonNullElse(tool, "(not packaged)")
        + ", Java "
        + Runtime.version()
        + "\nserver "
        + server
        + "\nchart "
        + plan.plan().chart()
        + "\noperator "
        + plan.chart().appVersion()
        + "\n";
  }

  private static String line(ReleaseRecord record) {
    return Escape.line(
        record.name()
            + " revision "
            + record.revision()
            + ": "
            + record.status().label()
            + ", chart "
            + record.chartVersion()
            + ", "
            + (record.provenFingerprint() == null ? "not proven" : "proven")
            + ", "
            + record.description());
  }
}
