package io.github.perconapg.internal.kubeconfig;

import io.github.perconapg.internal.outlet.Redactor;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What proves to an API server who the caller is. Safe for use by several threads. No
 * implementation shows its secret in {@code toString}.
 */
public interface Credential {

  /**
   * Gets it ready for first use, for example by running the plugin that supplies it.
   *
   * @param secrets is told what must not be shown, now and whenever it changes
   * @param left what the run's deadline leaves for a renewal, asked at each
   * @throws io.github.perconapg.problem.PerconaPgException when there is none to be had
   */
  void prepare(Redactor secrets, Supplier<Duration> left);

  /** The Authorization header's value, or null when there is none. Never throws. */
  @Nullable String authorization();

  /** The client certificate for the next handshake, or null. Never throws. */
  @Nullable ClientCertificate certificate();

  /**
   * Called when the server did not accept it.
   *
   * @return whether there is another one to try now
   * @throws io.github.perconapg.problem.PerconaPgException when renewing it failed
   */
  boolean renew();

  /**
   * Tells whether another can be had by itself when it ends, as a plugin or a rotated file supplies
   * it.
   */
  boolean renewable();

  /** When it ends, or null when that is not known. */
  @Nullable Instant expires();

  /** It as a user entry of a kubeconfig, which runs no command. The values are secret. */
  Map<String, Object> userEntry();
}
