package io.github.perconapg.internal.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClientBuilder.ExecutorSupplier;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Threads on which the client library calls back. They must be its own: without any it calls back
 * on the threads of the HTTP client, and an informer that is stopped while an event arrives then
 * waits for itself for ever.
 */
final class ClientThreads implements ExecutorSupplier {

  private static final Duration ENDS_WITHIN = Duration.ofSeconds(2);

  private final ExecutorService threads =
      Executors.newCachedThreadPool(DaemonThreads.named("percona-pg-client"));

  @Override
  public Executor get() {
    return threads;
  }

  @Override
  public void onClose(Executor executor) {
    threads.shutdownNow();
    try {
      // An event that is being read needs the classes that its reader's program may take away next.
      var unused = threads.awaitTermination(ENDS_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
