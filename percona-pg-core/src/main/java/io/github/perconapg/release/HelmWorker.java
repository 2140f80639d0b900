package io.github.perconapg.release;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.perconapg.model.Environment;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import io.github.perconapg.release.worker.Message;
import io.github.perconapg.release.worker.PrivateFolder;
import io.github.perconapg.target.Connection;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Helm in a JVM of its own. helm-java cannot be cancelled, takes the JVM's signals away, reads the
 * process's environment and leaves files behind: none of that may happen in the caller's JVM, where
 * nothing of it is loaded. The worker is killed when the deadline has passed, when the calling
 * thread is interrupted and on {@link #close}; when the caller is killed it halts by itself.
 */
public final class HelmWorker implements Helm {

  private final WorkerFolder folder;
  private final WorkerProcess process;
  private final Function<Duration, String> kubeconfig;
  private final long end;
  private final Secrets secrets = new Secrets();
  private int operations;
  private boolean ready;
  private boolean closed;

  private HelmWorker(
      WorkerFolder folder, WorkerProcess process, Function<Duration, String> kubeconfig, long end) {
    this.folder = folder;
    this.process = process;
    this.kubeconfig = kubeconfig;
    this.end = end;
  }

  /**
   * Checks the platform and forks a worker; returns without waiting for it to be ready. The first
   * start of a user on a machine unpacks Helm's library, which takes about a second.
   *
   * @param deadline how long the worker lives at most
   * @throws io.github.perconapg.problem.PerconaPgException when Helm cannot run here
   */
  public static HelmWorker start(
      Connection connection, Environment environment, Duration deadline) {
    return start(
        connection::workerKubeconfig, environment, deadline, HelmWorker.class.getClassLoader());
  }

  static HelmWorker start(
      Function<Duration, String> kubeconfig,
      Environment environment,
      Duration deadline,
      ClassLoader loader) {
    var end = System.nanoTime() + deadline.toNanos();
    var launch = WorkerLaunch.prepare(environment, loader);
    WorkerFolder folder = null;
    try {
      folder = WorkerFolder.create(environment.temporary());
      return new HelmWorker(folder, launch.fork(folder), kubeconfig, end);
    } catch (IOException e) {
      if (folder != null) {
        closeQuietly(folder);
      }
      throw Problem.of(
              ProblemCode.WORKER_FAILED,
              "The Helm worker cannot be started.",
              "Check that the folder for temporary files, "
                  + environment.temporary()
                  + ", is writable and not full, and that this user may start processes.")
          .facts(List.of(e.toString()))
          .asException(e);
    }
  }

  @Override
  public void install(Operation operation) {
    run("install", "Installing", operation, true);
  }

  @Override
  public void upgrade(Operation operation) {
    run("upgrade", "Upgrading", operation, true);
  }

  @Override
  public String template(Operation operation) {
    return run("template", "Rendering the chart of", operation, false);
  }

  @Override
  public void uninstall(String namespace, String release) {
    inFolder(
        what("Uninstalling", namespace, release),
        true,
        (directory, request) -> {
          request.put(Message.VERB, "uninstall");
          request.put(Message.RELEASE, release);
          request.put(Message.NAMESPACE, namespace);
        });
  }

  /** The process's id, for tests and evidence. */
  long pid() {
    return process.pid();
  }

  /** Waits until the worker is ready; a verb does so by itself. */
  void awaitReady() {
    if (closed) {
      throw new IllegalStateException("the worker has ended");
    }
    if (!ready) {
      answer("Starting the Helm worker");
      ready = true;
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      process.kill();
      closeQuietly(folder);
    }
  }

  private String run(String verb, String doing, Operation operation, boolean cluster) {
    return inFolder(
        what(doing, operation.namespace(), operation.release()),
        cluster,
        (directory, request) -> {
          request.put(Message.VERB, verb);
          request.put(Message.RELEASE, operation.release());
          request.put(Message.NAMESPACE, operation.namespace());
          request.put(Message.DESCRIPTION, Ownership.description(operation.fingerprint()));
          var chart = folder.path().resolve(directory).resolve("chart");
          PreparedChart.copy(operation.chart().folder(), chart, operation.fingerprint());
          // JSON, because Helm reads YAML 1.1, where an unquoted "on" is not a string.
          var values =
              folder.write(
                  directory + "/values.json",
                  new ObjectMapper().writeValueAsString(operation.values()));
          request.put(Message.CHART, chart.toString());
          request.put(Message.VALUES, values.toString());
        });
  }

  private interface Preparation {
    void fill(String directory, Map<String, String> request) throws IOException;
  }

  /** The files of an operation, credentials above all, exist only as long as it runs. */
  private String inFolder(String what, boolean cluster, Preparation preparation) {
    awaitReady();
    var directory = "operation-" + ++operations;
    var request = new LinkedHashMap<String, String>();
    try {
      preparation.fill(directory, request);
      if (cluster) {
        var text = kubeconfig.apply(left());
        secrets.learn(text);
        request.put(Message.KUBECONFIG, folder.write(directory + "/kubeconfig", text).toString());
        request.put(Message.TIMEOUT, Long.toString(Math.max(1, left().toSeconds())));
      }
      process.send(new Message(request));
      return answer(what);
    } catch (IOException e) {
      throw failed(what, "the worker's folder or its input cannot be written", e);
    } finally {
      PrivateFolder.remove(folder.path().resolve(directory));
    }
  }

  private String answer(String what) {
    Optional<Message> answer;
    try {
      answer = process.await(left());
    } catch (InterruptedException e) {
      close();
      Thread.currentThread().interrupt();
      throw Problem.of(
              ProblemCode.INTERRUPTED,
              what + " was interrupted, and its worker killed.",
              "Run deploy again: it recovers a release that was left unfinished.")
          .asException(e);
    }
    var message =
        answer.orElseThrow(
            () ->
                failed(
                    what,
                    process.ended()
                        ? "its worker ended by itself"
                        : "it did not end in time, and its worker was killed",
                    null));
    if (message.has(Message.RESULT)) {
      return message.get(Message.RESULT);
    }
    throw HelmErrors.translate(what, secrets.remove(message.get(Message.ERROR))).asException();
  }

  private RuntimeException failed(String what, String why, @Nullable IOException cause) {
    process.kill();
    var said = secrets.remove(process.said());
    close();
    var problem =
        Problem.of(
                ProblemCode.WORKER_FAILED,
                what + " failed: " + why + ".",
                "Run again: deploy recovers a release that was left unfinished. If it happens"
                    + " every time, raise the timeout, or report what the worker said.")
            .facts(facts(said, cause));
    return cause == null ? problem.asException() : problem.asException(cause);
  }

  private static List<String> facts(String said, @Nullable IOException cause) {
    return Stream.of(
            cause == null ? "" : cause.toString(),
            said.isEmpty() ? "" : "The worker's last words: " + said)
        .filter(fact -> !fact.isEmpty())
        .toList();
  }

  private Duration left() {
    return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
  }

  private static String what(String doing, String namespace, String release) {
    return doing + " release " + release + " in namespace " + namespace;
  }

  private static void closeQuietly(WorkerFolder folder) {
    try {
      folder.close();
    } catch (IOException e) {
      // What is left is swept at the next start; it must not hide how the work itself ended.
    }
  }
}
