package io.github.perconapg.internal.helm;

import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.time.Duration;

/** A Helm that a test plays itself, for tests of other packages. */
public abstract class SampleHelm implements Helm {

  /** Returns a session whose workers are all this one. */
  public HelmSession session() {
    return new HelmSession(
        () -> Duration.ofMinutes(1), time -> this, kinds -> SmallCluster.view(), manifest -> {});
  }

  /** Renders nothing, so that a stored manifest is what is restored. */
  @Override
  public Rendered render(Operation operation, ClusterView cluster, int revision) {
    throw Problem.of(ProblemCode.CHART_INVALID, "Not rendered", "Use the objects.").asException();
  }

  @Override
  public void close() {}
}
