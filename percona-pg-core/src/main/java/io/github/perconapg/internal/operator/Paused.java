package io.github.perconapg.internal.operator;

import java.util.List;

/**
 * A Deployment that was scaled to nothing by hand. It is reported and never started again unasked.
 *
 * @param namespace its namespace
 * @param name its name
 */
public record Paused(String namespace, String name) {

  /** Returns what was seen, a sentence without an end. */
  public String shown() {
    return "Deployment " + namespace + "/" + name + " is paused by hand: it has 0 replicas";
  }

  /** The command that starts it again; for a person. */
  public String resume() {
    return "kubectl scale deployment %s -n %s --replicas=1".formatted(name, namespace);
  }

  /** Returns what to do about it. */
  public String remedy() {
    return remedy(List.of(this));
  }

  /** Returns what to do about several. */
  public static String remedy(List<Paused> all) {
    return "Start it again, then run again: "
        + String.join("; ", all.stream().map(Paused::resume).toList());
  }
}
