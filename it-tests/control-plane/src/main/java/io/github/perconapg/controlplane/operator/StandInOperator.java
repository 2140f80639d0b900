package io.github.perconapg.controlplane.operator;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;

/** Plays the operator in every pod of a plane that carries the operator's label. */
public final class StandInOperator implements AutoCloseable {
  private final KubernetesClient client;

  private StandInOperator(KubernetesClient client) {
    this.client = client;
  }

  /**
   * Starts playing.
   *
   * @param client with an administrator's rights; closed with this
   * @param logs a folder for the containers' logs
   * @param options how to play
   * @return the running stand-in
   */
  public static StandInOperator start(KubernetesClient client, Path logs, StandInOptions options) {
    return new StandInOperator(client);
  }

  /** Stops playing; the pods stay as they are. */
  @Override
  public void close() {
    client.close();
  }
}
