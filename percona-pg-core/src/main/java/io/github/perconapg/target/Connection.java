package io.github.perconapg.target;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.perconapg.event.Event;
import io.github.perconapg.model.Environment;
import java.time.Duration;
import java.util.function.Consumer;

/** An open connection to the resolved cluster. Safe for use by several threads. */
public final class Connection implements AutoCloseable {

  private Connection() {}

  /**
   * Resolves the target and builds a client; sends no request yet, but runs the exec plugin of a
   * kubeconfig that has one.
   *
   * @param trace receives every request that is sent
   */
  public static Connection open(
      Target target, Environment environment, Consumer<Event.RequestSent> trace) {
    throw new UnsupportedOperationException();
  }

  /** The client; owned by this connection. */
  public KubernetesClient client() {
    throw new UnsupportedOperationException();
  }

  /** What is connected to. */
  public ResolvedTarget resolved() {
    throw new UnsupportedOperationException();
  }

  /**
   * A kubeconfig of one context for the Helm worker: inline token or certificate, never an exec
   * stanza. The text is secret.
   *
   * @param validFor how long the credential must last from now
   */
  public String workerKubeconfig(Duration validFor) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
