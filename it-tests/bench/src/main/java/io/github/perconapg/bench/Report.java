package io.github.perconapg.bench;

import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What came out.
 *
 * @param results of the comparison
 * @param scale how it grows
 * @param jvm what runs in the JVM alone
 * @param facts about machine and command
 */
record Report(Results results, Results scale, Results jvm, Map<String, String> facts) {

  /** Writes report.md, report.json and a drawing for each situation into a folder. */
  void write(Path folder) throws IOException {
    Files.writeString(folder.resolve("report.md"), markdown());
    Files.writeString(folder.resolve("report.json"), Serialization.asJson(json()) + "\n");
    for (var situation : results.situations()) {
      Files.writeString(folder.resolve(drawing(situation)), Bars.of(results, situation));
    }
    for (var what : new String[] {Scale.NAMESPACES, Scale.CLUSTERS}) {
      for (var figure : Growth.FIGURES) {
        if (Growth.isMeasured(scale, what)) {
          Files.writeString(
              folder.resolve(drawing(what + " " + figure)), Growth.of(scale, what, figure));
        }
      }
    }
  }

  private static String drawing(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-") + ".svg";
  }

  /** A page for people. */
  String markdown() {
    var text = new StringBuilder("# How fast percona-pg is beside the Helm client\n\n");
    text.append("Contenders ran in turn, each on a new control plane with cold caches. A ratio");
    text.append(" below 1 means less than ").append(Comparison.HELM_3).append(". The floor is");
    text.append(" what the API server needs by itself.\n");
    goals(text);
    for (var situation : results.situations()) {
      table(text, results, situation);
      if (!results.series(FloorRun.NAME, situation, Figure.WALL).isEmpty()
          || !results.series(Comparison.HELM_3, situation, Figure.WALL).isEmpty()) {
        text.append("\n![").append(situation).append("](").append(drawing(situation));
        text.append(")\n");
      }
    }
    for (var situation : scale.situations()) {
      table(text, scale, situation);
    }
    for (var situation : jvm.situations()) {
      table(text, jvm, situation);
    }
    for (var what : new String[] {Scale.NAMESPACES, Scale.CLUSTERS}) {
      for (var figure : Growth.FIGURES) {
        if (Growth.isMeasured(scale, what)) {
          var name = what + " " + figure;
          text.append("\n![").append(name).append("](").append(drawing(name)).append(")\n");
        }
      }
    }
    text.append("\n## Where\n\n");
    facts.forEach((name, fact) -> text.append("- ").append(name).append(": ").append(fact + "\n"));
    return text.toString();
  }

  private void goals(StringBuilder text) {
    var goals = Goal.of(results, scale);
    if (!goals.isEmpty()) {
      text.append("\n## Goals\n\n| medians | measured | at most | reached |\n|---|---|---|---|\n");
      goals.forEach(goal -> text.append(goal.line()).append('\n'));
    }
  }

  private static void table(StringBuilder text, Results from, String situation) {
    text.append("\n## ").append(situation).append("\n\n");
    text.append("| | median | min | max | times Helm 3 | times the floor |\n|---|---|---|---|---|");
    text.append("---|\n");
    for (var figure : from.figures(situation)) {
      for (var contender : from.contenders(situation)) {
        var series = from.series(contender, situation, figure);
        if (series.isEmpty()) {
          continue;
        }
        text.append("| ").append(contender).append(", ").append(figure);
        text.append(" | ").append(number(series.median()));
        text.append(" | ").append(number(series.min())).append(" | ").append(number(series.max()));
        for (var peer : new String[] {Comparison.HELM_3, FloorRun.NAME}) {
          var other = from.series(peer, situation, figure);
          text.append(" | ");
          if (!other.isEmpty() && !peer.equals(contender) && other.median() > 0) {
            text.append(number(series.median() / other.median()));
          }
        }
        text.append(" |\n");
      }
    }
  }

  private Map<String, Object> json() {
    var json = new LinkedHashMap<String, Object>();
    json.put("facts", facts);
    json.put("goals", Goal.of(results, scale));
    json.put("results", results.all());
    json.put("scale", scale.all());
    json.put("jvm", jvm.all());
    return json;
  }

  /** Three digits that count. */
  static String number(double number) {
    var digits = number >= 100 ? "%.0f" : number >= 10 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, digits, number);
  }
}
