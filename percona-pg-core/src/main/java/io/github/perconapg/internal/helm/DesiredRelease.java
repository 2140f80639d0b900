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
 * The chart and values of a release to deploy. Where a release was adopted with its values, these
 * stay below the caller's for good, so that the next deploy does not drop them.
 *
 * @param values the user-supplied values
 * @param kept those of them that come from an adopted release, as they were there; empty when there
 *     are none
 * @param adoptedFrom a description of the adopted release; null if percona-pg made it
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
   * Returns the release for a desired state, based on the deployed record.
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
          "Values kept from the adopted release: "
              + String.join(", ", kept.keySet())
              + ". percona-pg.adopt=reset drops them.");
    }
    var fingerprint =
        Fingerprint.of(chart, values.values(), desired.namespace(), desired.release());
    return new DesiredRelease(values.values(), kept, adoptedFrom(current), fingerprint, notes);
  }

  /** Returns what Helm is to do, in the words of its worker. */
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
