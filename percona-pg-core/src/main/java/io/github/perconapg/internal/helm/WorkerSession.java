package io.github.perconapg.internal.helm;

import io.github.perconapg.internal.helm.worker.PrivateFolder;
import io.github.perconapg.internal.helm.worker.WorkerMessage;
import io.github.perconapg.internal.kubernetes.DaemonThreads;
import io.github.perconapg.internal.problem.Interruption;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A worker's process and folder from start to end: request by request, each with files of its own,
 * until the deadline passes, the caller is interrupted, or the session is closed.
 */
final class WorkerSession implements AutoCloseable {

  /** Writes a request's files, and says what it wants. */
  interface Preparation {
    /**
     * Prepares.
     *
     * @param directory the request's own, inside the folder, not yet there
     * @param request to be filled
     */
    void prepare(Path directory, Map<String, String> request) throws IOException;
  }

  private final WorkerFolder folder;
  private final WorkerProcess process;
  private final long end;
  private int requests;
  private boolean ready;
  private boolean closed;
  private volatile @Nullable RuntimeException refusal;

  /**
   * A session with a process that has just been forked.
   *
   * @param end when it ends at the latest, on the scale of {@link System#nanoTime}
   */
  WorkerSession(WorkerFolder folder, WorkerProcess process, long end) {
    this.folder = folder;
    this.process = process;
    this.end = end;
  }

  long pid() {
    return process.pid();
  }

  /** How long until the deadline; zero when it has passed. */
  Duration left() {
    return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
  }

  /** Writes a file that only this user can read. */
  Path write(Path directory, String name, String text) throws IOException {
    return folder.write(directory.resolve(name), text);
  }

  /**
   * Has the worker load Helm's library once it was checked; returns at once, and the check runs
   * beside the start of the worker's JVM.
   *
   * @param check throws when the library must not be loaded; asking throws that then
   */
  void loadAfter(Runnable check) {
    DaemonThreads.named("percona-pg-worker-check").newThread(() -> load(check)).start();
  }

  private void load(Runnable check) {
    var loads = false;
    try {
      check.run();
      process.send(new WorkerMessage(Map.of(WorkerMessage.VERB, "load")));
      loads = true;
    } catch (RuntimeException e) {
      refusal = e;
    } catch (IOException e) {
      // The worker has exited by itself, and the next request reports that.
    } finally {
      if (!loads) {
        process.kill(); // it would wait for ever
      }
    }
  }

  /** Waits until the worker has loaded Helm; asking does so by itself. */
  void awaitReady() {
    if (closed) {
      throw new IllegalStateException("the worker has ended");
    }
    if (!ready) {
      var what = "Starting the Helm worker";
      var unused = result(what, await(what));
      ready = true;
    }
  }

  /**
   * Asks and waits for the answer. The request's files, credentials above all, exist only until
   * then.
   *
   * @param what what is tried, for messages
   */
  String ask(String what, Preparation preparation) {
    return ask(
        what,
        preparation,
        path -> {
          throw new IllegalStateException("only a rendering looks up");
        });
  }

  /**
   * Asks, and answers what the worker asks in return.
   *
   * @param lookup answers what a template looks up, by its path
   */
  String ask(String what, Preparation preparation, Function<String, WorkerMessage> lookup) {
    awaitReady();
    var directory = folder.path().resolve("request-" + ++requests);
    try {
      var request = new LinkedHashMap<String, String>();
      preparation.prepare(directory, request);
      process.send(new WorkerMessage(request));
      return answer(what, lookup);
    } catch (IOException e) {
      throw failed(what, "the worker's folder or its input cannot be written", e);
    } finally {
      PrivateFolder.remove(directory);
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      process.kill();
      try {
        folder.close();
      } catch (IOException e) {
        // What is left is swept at the next start; it must not hide how the work itself ended.
      }
    }
  }

  private String answer(String what, Function<String, WorkerMessage> lookup) throws IOException {
    var message = await(what);
    while (message.has(WorkerMessage.LOOKUP)) {
      process.send(lookup.apply(message.get(WorkerMessage.LOOKUP)));
      message = await(what);
    }
    return result(what, message);
  }

  private String result(String what, WorkerMessage message) {
    if (message.has(WorkerMessage.RESULT)) {
      return message.get(WorkerMessage.RESULT);
    }
    throw HelmErrors.translate(what, message.get(WorkerMessage.ERROR)).asException();
  }

  private WorkerMessage await(String what) {
    Optional<WorkerMessage> answer;
    try {
      answer = process.await(left());
    } catch (InterruptedException e) {
      close();
      throw Interruption.of(
          e,
          what + " was interrupted, and its worker killed.",
          "Run deploy again: it recovers a release that was left unfinished.");
    }
    return answer.orElseThrow(
        () ->
            failed(
                what,
                process.ended()
                    ? "its worker ended by itself"
                    : "it did not end in time, and its worker was killed",
                null));
  }

  private RuntimeException failed(String what, String why, @Nullable IOException cause) {
    close();
    if (refusal != null) {
      return refusal;
    }
    var said = process.said();
    var facts =
        Stream.of(
                cause == null ? "" : cause.toString(),
                said.isEmpty() ? "" : "The worker's last words: " + said)
            .filter(fact -> !fact.isEmpty())
            .toList();
    var problem =
        Problem.of(
                ProblemCode.WORKER_FAILED,
                what + " failed: " + why + ".",
                "Run again: deploy recovers a release that was left unfinished. If it happens"
                    + " every time, raise the timeout, or report what the worker said.")
            .facts(facts);
    return cause == null ? problem.asException() : problem.asException(cause);
  }
}
