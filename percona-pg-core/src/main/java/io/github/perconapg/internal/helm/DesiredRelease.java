package io.github.perconapg.internal.helm;

import io.github.perconapg.internal.chart.Chart;
import io.github.perconapg.internal.chart.ChartValues;
import io.github.perconapg.model.Adopt;
import io.github.perconapg.model.DesiredState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a release is to be made of: chart and values. Where a release was taken over with its
 * values, these stay below the caller's for good, so that the next deploy does not drop them.
 *
 * @param values the user-supplied values
 * @param kept those of them that come from a release that was taken over, as they were there; empty
 *     when there are none
 * @param adoptedFrom which release was taken over, for a person; null when this tool made it
 * @param fingerprint of all of it
 * @param notes what a person should know, one sentence each
 */
public record DesiredRelease(
    Map<String, Object> values,
    Map<String, Object> kept,
    @Nullable String adoptedFrom,
    String fingerprint,
    List<String> notes) {

  /**
   * What a desired state comes to over the record in force.
   *
   * @param current null when there is none
   * @throws io.github.perconapg.problem.PerconaPgException values-invalid
   */
  public static DesiredRelease of(
      Chart chart, DesiredState desired, @Nullable ReleaseRecord current) {
    var kept = kept(desired, current);
    var values = ChartValues.of(chart, desired, kept);
    var notes = new ArrayList<>(values.notes());
    if (!kept.isEmpty()) {
      notes.add(
          "Values kept from the release that was taken over: "
              + String.join(", ", kept.keySet())
              + ". percona-pg.adopt=reset drops them.");
    }
    var fingerprint =
        Fingerprint.of(chart, values.values(), desired.namespace(), desired.release());
    return new DesiredRelease(values.values(), kept, adoptedFrom(current), fingerprint, notes);
  }

  /** What Helm is to do, in the words of its worker. */
  public Helm.Operation operation(Chart chart, DesiredState desired) {
    return new Helm.Operation(
        desired.namespace(),
        desired.release(),
        chart.folder(),
        values,
        ProvenanceMetadata.of(fingerprint, kept, adoptedFrom));
  }

  private static Map<String, Object> kept(DesiredState desired, @Nullable ReleaseRecord current) {
    if (current == null || desired.consent().adopt() == Adopt.RESET) {
      return Map.of();
    }
    return current.ours()
        ? current.keptValues()
        : desired.consent().adopt() == Adopt.KEEP ? current.userValues() : Map.of();
  }

  private static @Nullable String adoptedFrom(@Nullable ReleaseRecord current) {
    if (current == null) {
      return null;
    }
    return current.ours() ? current.adoptedFrom() : current.describe();
  }

  /** Leaves the values out, which may hold secrets. */
  @Override
  public String toString() {
    return "WantedRelease[" + fingerprint + "]";
  }
}
