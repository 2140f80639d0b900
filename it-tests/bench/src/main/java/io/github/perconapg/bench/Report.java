package io.github.perconapg.bench;

import static java.util.Objects.requireNonNull;

import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What came out.
 *
 * @param seconds by {@link #key}
 * @param facts about machine and command
 */
record Report(Map<String, List<Double>> seconds, Map<String, String> facts) {

  static final List<String> SITUATIONS = List.of("first install", "nothing changed");

  private static final List<String> BOTH = List.of(Contender.Maven.NAME, Contender.Helm.NAME);

  static String key(String contender, String situation) {
    return contender + ", " + situation;
  }

  /** Writes report.md and report.json into a folder. */
  void write(Path folder) throws IOException {
    Files.writeString(folder.resolve("report.md"), markdown());
    Files.writeString(folder.resolve("report.json"), Serialization.asJson(json()) + "\n");
  }

  /** A page for people. */
  String markdown() {
    var text = new StringBuilder("# Wall time, in seconds\n\n");
    text.append("| | median | min | max | measured |\n|---|---|---|---|---|\n");
    for (var situation : SITUATIONS) {
      for (var contender : BOTH) {
        var key = key(contender, situation);
        var timings = timings(contender, situation);
        text.append("| ").append(key).append(" | ").append(text(timings.median()));
        text.append(" | ").append(text(timings.min())).append(" | ").append(text(timings.max()));
        text.append(" | ");
        text.append(String.join(" ", timings.seconds().stream().map(Report::text).toList()));
        text.append(" |\n");
      }
      text.append("| ratio of the medians, ").append(situation).append(" | ");
      text.append(text(ratio(situation))).append(" | | | |\n");
    }
    text.append("\nA ratio below 1 means that Maven was faster. Each pair ran in turn, on clean");
    text.append(" state: a new control plane, cold discovery caches.\n\n");
    facts.forEach((name, fact) -> text.append("- ").append(name).append(": ").append(fact + "\n"));
    return text.toString();
  }

  private Map<String, Object> json() {
    var results = new LinkedHashMap<String, Object>();
    for (var situation : SITUATIONS) {
      var both = new LinkedHashMap<String, Object>();
      for (var contender : BOTH) {
        var timings = timings(contender, situation);
        both.put(
            contender,
            Map.of(
                "median", timings.median(),
                "min", timings.min(),
                "max", timings.max(),
                "seconds", timings.seconds()));
      }
      both.put("ratio", ratio(situation));
      results.put(situation, both);
    }
    return Map.of("results", results, "facts", facts);
  }

  private double ratio(String situation) {
    return timings(Contender.Maven.NAME, situation).median()
        / timings(Contender.Helm.NAME, situation).median();
  }

  private Timings timings(String contender, String situation) {
    return new Timings(requireNonNull(seconds.get(key(contender, situation))));
  }

  private static String text(double number) {
    return String.format(Locale.ROOT, "%.2f", number);
  }
}
