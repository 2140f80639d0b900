package io.github.perconapg.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * How the objects of a revision differ from what it rendered.
 *
 * @param changes each object that is missing or has other fields
 * @param unchanged each object that is as rendered
 * @param paused Deployments that were scaled to nothing, a sentence each: left alone on purpose
 * @param extras fields that others added, a sentence each: never removed
 */
public record Drift(
    List<Change> changes, List<Change> unchanged, List<String> paused, List<String> extras) {

  static final Drift NONE = new Drift(List.of(), List.of(), List.of(), List.of());

  /** Copies the lists, so that the record is immutable. */
  public Drift {
    changes = List.copyOf(changes);
    unchanged = List.copyOf(unchanged);
    paused = List.copyOf(paused);
    extras = List.copyOf(extras);
  }

  /** What differs, a line each that begins with the object's kind and name. */
  public List<String> differences() {
    var lines = new ArrayList<String>();
    for (var change : changes) {
      var object = change.kind() + " " + change.name();
      if (change.fields().isEmpty()) {
        lines.add(object + " is missing");
      }
      change.fields().forEach(field -> lines.add(object + " " + field.shown()));
    }
    return lines;
  }
}
