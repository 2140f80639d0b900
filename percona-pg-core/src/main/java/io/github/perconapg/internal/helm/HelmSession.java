package io.github.perconapg.internal.helm;

import io.github.perconapg.internal.kubernetes.Connection;
import io.github.perconapg.model.Environment;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The Helm worker of one run: started when it is first needed, at most once, and early enough that
 * it warms up beside other work. Not safe for use by several threads.
 */
public final class HelmSession implements AutoCloseable {

  private final Supplier<Duration> left;
  private final Function<Duration, Helm> starter;
  private final Function<List<ServedKind>, ClusterView> cluster;
  private final Consumer<String> learned;
  private final Map<Map.Entry<Helm.Operation, Integer>, Helm.Rendered> rendered = new HashMap<>();
  private @Nullable Helm helm;

  /**
   * Starts nothing yet.
   *
   * @param left how long the worker may live, asked when it is started
   */
  public HelmSession(Connection connection, Environment environment, Supplier<Duration> left) {
    this(
        left,
        time -> HelmWorker.start(connection, environment, time),
        added -> ClusterView.of(connection, added),
        connection.redactor()::learnManifest);
  }

  /**
   * Starts nothing yet.
   *
   * @param starter starts a worker that may live for the given time
   * @param learned is given every manifest that is rendered
   */
  HelmSession(
      Supplier<Duration> left,
      Function<Duration, Helm> starter,
      Function<List<ServedKind>, ClusterView> cluster,
      Consumer<String> learned) {
    this.left = left;
    this.starter = starter;
    this.cluster = cluster;
    this.learned = learned;
  }

  /** Returns a session with a worker and time of its own, which starts nothing yet. */
  public HelmSession another(Supplier<Duration> left) {
    return new HelmSession(left, starter, cluster, learned);
  }

  /** How long the run that this is for may still take. */
  public Duration left() {
    return left.get();
  }

  /**
   * The worker; forks it when it was not needed before, without waiting for it to be ready.
   *
   * @throws io.github.perconapg.problem.PerconaPgException PLATFORM_UNSUPPORTED or WORKER_FAILED
   *     when Helm cannot run here
   */
  public Helm helm() {
    var present = helm;
    if (present == null) {
      present = starter.apply(left.get());
      helm = present;
    }
    return present;
  }

  /**
   * Renders an operation with the cluster's capabilities; once for equal operations, so that the
   * plan that is made again under the lock compares the cluster and not two renderings.
   *
   * @param added the kinds that will also be served when Helm runs
   * @param revision the release's newest revision, over which Helm upgrades; 0 for an install
   */
  public Helm.Rendered render(Helm.Operation operation, List<ServedKind> added, int revision) {
    var key = Map.entry(operation, revision);
    var known = rendered.get(key);
    if (known == null) {
      known = helm().render(operation, cluster.apply(added), revision);
      rendered.put(key, known);
      learned.accept(known.manifest());
      learned.accept(known.hooks());
    }
    return known;
  }

  @Override
  public void close() {
    if (helm != null) {
      helm.close();
    }
  }
}
