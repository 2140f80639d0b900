package io.github.perconapg.internal.kubeconfig;

import io.github.perconapg.internal.outlet.Redactor;
import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.ProblemCode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A credential that a plugin supplies. Kept until it ends or is rejected, as client-go does; what
 * the plugin supplies while certificates are in use holds for new connections.
 */
final class ExecCredential implements Credential {

  private static final Duration MARGIN = Duration.ofSeconds(10);

  /** How long a failure stands, so that a plugin that hangs does not hold up every request. */
  private static final Duration FAILURE_STANDS = Duration.ofSeconds(30);

  private final ExecPlugin plugin;
  private final Clock clock;
  private Redactor secrets = new Redactor();
  private Supplier<Duration> left = () -> FAILURE_STANDS;
  private ExecPlugin.@Nullable Result current;
  private @Nullable PerconaPgException failure;
  private long failedAt;

  ExecCredential(ExecPlugin plugin, Clock clock) {
    this.plugin = plugin;
    this.clock = clock;
  }

  @Override
  public synchronized void prepare(Redactor secrets, Supplier<Duration> left) {
    this.secrets = secrets;
    this.left = left;
    current = run();
  }

  @Override
  public synchronized @Nullable String authorization() {
    var result = fresh();
    return result == null || result.token() == null ? null : "Bearer " + result.token();
  }

  @Override
  public synchronized @Nullable ClientCertificate certificate() {
    var result = current;
    return result == null ? null : result.certificate();
  }

  @Override
  public synchronized boolean renew() {
    var before = current;
    current = run();
    return before == null || !Objects.equals(before.token(), current.token());
  }

  @Override
  public boolean renewable() {
    return true;
  }

  @Override
  public synchronized @Nullable Instant expires() {
    return current == null ? null : current.expires();
  }

  @Override
  public synchronized Map<String, Object> userEntry() {
    var entry = new LinkedHashMap<String, Object>();
    if (current != null && current.token() != null) {
      entry.put("token", current.token());
    }
    if (current != null && current.certificate() != null) {
      entry.putAll(current.certificate().userEntry());
    }
    return entry;
  }

  private ExecPlugin.Result run() {
    if (failure != null && System.nanoTime() - failedAt < FAILURE_STANDS.toNanos()) {
      throw failure;
    }
    failure = null;
    try {
      return plugin.run(secrets, left.get());
    } catch (PerconaPgException e) {
      if (e.problem().code() != ProblemCode.INTERRUPTED) {
        failure = e;
        failedAt = System.nanoTime();
      }
      throw e;
    }
  }

  private ExecPlugin.@Nullable Result fresh() {
    var ends = expires();
    if (ends == null || clock.instant().plus(MARGIN).isBefore(ends)) {
      return current;
    }
    try {
      current = run();
    } catch (PerconaPgException e) {
      // The old one goes out once more: the server's 401 then leads to renew, whose failure reaches
      // the caller. An exception here would be lost in the client's retry thread.
      return current;
    }
    return current;
  }
}
