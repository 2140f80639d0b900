package io.github.perconapg.health;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Why an operator is not ready, in the cluster's own words. */
final class Causes {

  private static final int SHOWN_EVENTS = 4;

  private final OperatorTarget operator;
  private final List<Cause> found = new ArrayList<>();

  private Causes(OperatorTarget operator) {
    this.operator = operator;
  }

  /** What is in the way, most telling first. */
  static List<Cause> of(OperatorTarget operator, Snapshot seen) {
    var causes = new Causes(operator);
    causes.deploymentConditions(seen);
    seen.pods().stream().filter(Snapshot::alive).forEach(pod -> causes.pod(pod, seen));
    causes.warnings(seen.events());
    return causes.found;
  }

  private void deploymentConditions(Snapshot seen) {
    if (seen.deployment() == null || seen.deployment().getStatus() == null) {
      return;
    }
    seen.deployment().getStatus().getConditions().stream()
        .filter(c -> c.getType().equals("ReplicaFailure") && c.getStatus().equals("True"))
        .forEach(
            c ->
                add(
                    "its pod is refused",
                    c.getReason() + ": " + c.getMessage(),
                    "Mend what the message names (a quota, an admission policy, a missing"
                        + " ServiceAccount), then run again."));
  }

  private void pod(Pod pod, Snapshot seen) {
    var name = pod.getMetadata().getName();
    if (pod.getStatus() != null) {
      pod.getStatus().getConditions().stream()
          .filter(c -> c.getType().equals("PodScheduled") && c.getStatus().equals("False"))
          .forEach(
              c ->
                  add(
                      "no node takes its pod",
                      "pod " + name + ": " + c.getReason() + ": " + c.getMessage(),
                      "Give the cluster a node that fits, or change requests, nodeSelector and"
                          + " tolerations, then run again."));
    }
    var container = Snapshot.container(pod, operator.container());
    var log =
        container
            .map(c -> seen.logs().get(Snapshot.runOf(pod, c)))
            .map(l -> l.errors())
            .orElse(List.of());
    // What the operator says of a definition or a right explains its crash, not the other way
    // round.
    var lines = distinct(log);
    lines.stream().filter(Causes::explains).forEach(line -> logLine(name, line));
    container.ifPresent(c -> container(name, c));
    lines.stream().filter(line -> !explains(line)).forEach(line -> logLine(name, line));
  }

  /** The lines without those that only repeat another one at a later time. */
  private static List<String> distinct(List<String> lines) {
    var texts = new HashSet<String>();
    return lines.stream().filter(l -> texts.add(l.substring(l.indexOf('\t') + 1))).toList();
  }

  private static boolean explains(String line) {
    return missesDefinition(line) || line.contains("is forbidden");
  }

  private static boolean missesDefinition(String line) {
    return line.contains("if kind is a CRD") || line.contains("no matches for kind");
  }

  private void container(String pod, ContainerStatus status) {
    var ended =
        Optional.ofNullable(status.getState().getTerminated())
            .or(() -> Optional.ofNullable(status.getLastState()).map(s -> s.getTerminated()));
    ended.ifPresent(
        e -> {
          var oom = "OOMKilled".equals(e.getReason());
          add(
              oom ? "it is killed for its memory limit" : "it crashes",
              "pod "
                  + pod
                  + ": container ended with "
                  + e.getReason()
                  + ", exit code "
                  + e.getExitCode()
                  + ", "
                  + status.getRestartCount()
                  + " restarts",
              oom
                  ? "Raise spec.container.resources.limits.memory in the manifest, then run again."
                  : "Read its last log lines in the evidence, mend what they name, run again.");
        });
    var waiting = status.getState().getWaiting();
    if (waiting != null && !"ContainerCreating".equals(waiting.getReason())) {
      var image = Objects.toString(waiting.getReason(), "").contains("Image");
      add(
          image ? "its image cannot be pulled" : "it does not start",
          "pod " + pod + ": " + waiting.getReason() + ": " + waiting.getMessage(),
          image ? checkImage() : "Mend what the message names, then run again.");
    }
  }

  private void logLine(String pod, String line) {
    var crd = missesDefinition(line);
    var rights = line.contains("is forbidden");
    add(
        crd ? "a custom resource definition is missing" : rights ? "it lacks a right" : "it says",
        "log of " + pod + ": " + line,
        crd
            ? "Run again with crds=apply, so that all definitions of the chart are there."
            : rights
                ? "Check the operator's Role and RoleBinding; running deploy again repairs them."
                : "Read its log in the evidence, mend what it names, then run again.");
  }

  private void warnings(List<Event> events) {
    var shown = new LinkedHashSet<String>();
    events.stream()
        .filter(e -> "Warning".equals(e.getType()))
        .filter(e -> e.getInvolvedObject().getName().startsWith(operator.deployment()))
        .sorted(Comparator.comparing(Causes::timeOf).reversed())
        .forEach(e -> shown.add(e.getReason() + ": " + e.getMessage()));
    shown.stream().limit(SHOWN_EVENTS).forEach(this::warning);
  }

  /** Between two attempts to pull an image only the events tell that one has failed. */
  private void warning(String text) {
    if (text.contains("pull image")) {
      add("its image cannot be pulled", "event: " + text, checkImage());
    } else {
      add("the cluster warns", "event: " + text, "Mend what the event names, then run again.");
    }
  }

  private String checkImage() {
    return "Check image "
        + operator.image()
        + ", the registry, and imagePullSecrets, then run again.";
  }

  private static String timeOf(Event event) {
    return Objects.toString(
        event.getLastTimestamp(), Objects.toString(event.getFirstTimestamp(), ""));
  }

  private void add(String what, String fact, String remedy) {
    found.add(new Cause(what, fact, remedy));
  }

  /**
   * A reason.
   *
   * @param sentence what it is, in a few words
   * @param fact what was seen, in the cluster's words
   * @param remedy what to do
   */
  record Cause(String sentence, String fact, String remedy) {}
}
