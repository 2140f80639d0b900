package io.github.perconapg.internal.plan;

import io.github.perconapg.internal.helm.Helm;
import io.github.perconapg.internal.helm.HelmSession;
import io.github.perconapg.internal.helm.ProvenanceMetadata;
import io.github.perconapg.internal.helm.ReleaseRecord;
import io.github.perconapg.internal.helm.Releases;
import io.github.perconapg.internal.helm.RenderedObject;
import io.github.perconapg.internal.helm.RenderedObjects;
import io.github.perconapg.internal.helm.RestoredChart;
import io.github.perconapg.problem.PerconaPgException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A stored revision, ready to be put back: an upgrade to its chart and values. A record does not
 * hold everything that was rendered (subcharts are not in it), so the chart is rendered and
 * compared first; when the objects differ, the stored objects themselves are what is put back.
 */
public final class RollbackOperation implements AutoCloseable {

  private final ReleaseRecord record;
  private final RestoredChart chart;
  private Helm.@Nullable Operation operation;

  private RollbackOperation(ReleaseRecord record, RestoredChart chart) {
    this.record = record;
    this.chart = chart;
  }

  /**
   * Unpacks a revision's chart.
   *
   * @param temporary where private temporary folders are made
   */
  public static RollbackOperation of(Releases releases, ReleaseRecord record, Path temporary) {
    return new RollbackOperation(record, RestoredChart.of(releases.chartOf(record), temporary));
  }

  /** Returns what Helm is to do. */
  public Helm.Operation operation(HelmSession helm) {
    var known = operation;
    if (known == null) {
      var asItWas = operation(chart.asItWas());
      known =
          chart.hasAllHooks() && rendersTheSame(helm, asItWas)
              ? asItWas
              : operation(chart.asRendered());
      operation = known;
    }
    return known;
  }

  @Override
  public void close() {
    chart.close();
  }

  private Helm.Operation operation(Path folder) {
    var fingerprint = record.fingerprint();
    var stamp =
        fingerprint == null
            ? ProvenanceMetadata.ofRestored(record.revision())
            : ProvenanceMetadata.of(fingerprint, record.keptValues(), record.adoptedFrom());
    return new Helm.Operation(
        record.namespace(), record.name(), folder, record.userValues(), stamp);
  }

  private boolean rendersTheSame(HelmSession helm, Helm.Operation asItWas) {
    try {
      var manifest = helm.render(asItWas, List.of(), record.revision()).manifest();
      var now = RenderedObjects.rendered(manifest, record.namespace(), null);
      return byPath(now).equals(byPath(RenderedObjects.of(record.manifest(), record.namespace())));
    } catch (PerconaPgException e) {
      return false; // its templates need what a record does not hold
    }
  }

  private static Map<String, Object> byPath(List<RenderedObject> objects) {
    var contents = new HashMap<String, Object>();
    objects.forEach(object -> contents.put(object.path(), object.content()));
    return contents;
  }
}
