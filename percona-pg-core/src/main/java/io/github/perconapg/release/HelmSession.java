package io.github.perconapg.release;

import io.github.perconapg.model.Environment;
import io.github.perconapg.target.Connection;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The Helm worker of one run: started when it is first needed, at most once, and early enough that
 * it warms up beside other work. Not safe for use by several threads.
 */
public final class HelmSession implements AutoCloseable {

  private final Supplier<Helm> starter;
  private final Map<Helm.Operation, String> rendered = new HashMap<>();
  private @Nullable Helm helm;

  /**
   * Starts nothing yet.
   *
   * @param left how long the worker may live, asked when it is started
   */
  public HelmSession(Connection connection, Environment environment, Supplier<Duration> left) {
    this(() -> HelmWorker.start(connection, environment, left.get()));
  }

  HelmSession(Supplier<Helm> starter) {
    this.starter = starter;
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
      present = starter.get();
      helm = present;
    }
    return present;
  }

  /** What an operation renders; once for equal operations, since the cluster is not asked. */
  public String render(Helm.Operation operation) {
    var known = rendered.get(operation);
    if (known == null) {
      known = helm().template(operation);
      rendered.put(operation, known);
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
