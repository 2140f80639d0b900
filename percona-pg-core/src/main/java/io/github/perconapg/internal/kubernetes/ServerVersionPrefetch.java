package io.github.perconapg.internal.kubernetes;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Asks for the server's version, once, and beside other work. */
final class ServerVersionPrefetch {

  private final ApiRequests api;
  private @Nullable CompletableFuture<Map<String, Object>> answer;

  ServerVersionPrefetch(ApiRequests api) {
    this.api = api;
  }

  /** The answer, which is waited for; a question that failed fails again. */
  Map<String, Object> version() {
    try {
      return begin().join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException thrown) {
        throw thrown;
      }
      throw e;
    }
  }

  /** Sends the question, unless it was sent before. */
  synchronized CompletableFuture<Map<String, Object>> begin() {
    var begun = answer;
    if (begun == null) {
      var asked = new CompletableFuture<Map<String, Object>>();
      DaemonThreads.named("percona-pg-greeting").newThread(() -> ask(asked)).start();
      begun = asked;
      answer = begun;
    }
    return begun;
  }

  private void ask(CompletableFuture<Map<String, Object>> asked) {
    try {
      var version = api.get("/version");
      asked.complete(version == null ? Map.of() : version);
    } catch (RuntimeException e) { // any failure belongs to the caller that needs the version
      asked.completeExceptionally(e);
    }
  }
}
