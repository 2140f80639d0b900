package io.github.perconapg.internal.crd;

import io.github.perconapg.bench.Material;
import io.github.perconapg.internal.chart.Crd;
import io.github.perconapg.internal.helm.RenderedObject;
import io.github.perconapg.internal.helm.RenderedObjects;
import io.github.perconapg.internal.plan.LiveDiff;
import io.github.perconapg.model.FieldChange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What a plan computes by itself. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class PlanBenchmark {

  private List<Crd> next = List.of();
  private List<Map<String, Object>> live = List.of();
  private List<Map<String, Object>> parsed = List.of();
  private String rendered = "";
  private List<RenderedObject> former = List.of();

  /** Reads what is planned. */
  @Setup
  public void prepare() throws IOException {
    var material = Material.given();
    next = material.read(material.next()).crds();
    live = material.read(material.chart()).crds().stream().map(CrdPlanner::parse).toList();
    parsed = next.stream().map(CrdPlanner::parse).toList();
    rendered = material.rendered();
    former = RenderedObjects.of(rendered, "pgo");
  }

  /** All definitions of the next chart, 3.7 MB of YAML. */
  @Benchmark
  public List<Map<String, Object>> parseDefinitions() {
    return next.stream().map(CrdPlanner::parse).toList();
  }

  /** What all of them gain and lose against the ones on the cluster. */
  @Benchmark
  public List<CrdDiff> compareDefinitions() {
    var relations = new ArrayList<CrdDiff>();
    for (var i = 0; i < parsed.size(); i++) {
      relations.add(CrdDiff.of(parsed.get(i), live.get(i)));
    }
    return relations;
  }

  /** All objects that the chart renders, against those on the cluster. */
  @Benchmark
  public List<FieldChange> parseAndCompareObjects() {
    var changes = new ArrayList<FieldChange>();
    var objects = RenderedObjects.of(rendered, "pgo");
    for (var i = 0; i < objects.size(); i++) {
      changes.addAll(LiveDiff.between(objects.get(i).content(), former.get(i).content()));
    }
    return changes;
  }
}
