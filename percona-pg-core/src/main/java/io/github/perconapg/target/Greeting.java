package io.github.perconapg.target;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Asks for the server's version, once, and beside other work. */
final class Greeting {

  private final ApiRequests api;
  private @Nullable CompletableFuture<String> answer;

  Greeting(ApiRequests api) {
    this.api = api;
  }

  /** The answer, which is waited for; a question that failed fails again. */
  String version() {
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
  synchronized CompletableFuture<String> begin() {
    var begun = answer;
    if (begun == null) {
      var asked = new CompletableFuture<String>();
      DaemonThreads.named("percona-pg-greeting").newThread(() -> ask(asked)).start();
      begun = asked;
      answer = begun;
    }
    return begun;
  }

  private void ask(CompletableFuture<String> asked) {
    try {
      asked.complete(Tree.text(api.get("/version"), "gitVersion"));
    } catch (RuntimeException e) { // whatever it is, it belongs to whoever asks for the version
      asked.completeExceptionally(e);
    }
  }
}
