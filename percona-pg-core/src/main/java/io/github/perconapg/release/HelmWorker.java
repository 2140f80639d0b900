package io.github.perconapg.release;

import io.github.perconapg.model.Environment;
import io.github.perconapg.target.Connection;
import java.time.Duration;

/** Placeholder. */
public final class HelmWorker {
  private HelmWorker() {}

  /** Placeholder. */
  public static Helm start(Connection connection, Environment environment, Duration deadline) {
    throw new UnsupportedOperationException();
  }
}
