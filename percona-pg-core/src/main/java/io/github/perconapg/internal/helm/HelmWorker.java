package io.github.perconapg.internal.helm;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.perconapg.internal.helm.worker.WorkerMessage;
import io.github.perconapg.internal.kubernetes.Connection;
import io.github.perconapg.model.Environment;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Helm in a JVM of its own. helm-java cannot be cancelled, takes the JVM's signals away, reads the
 * process's environment and leaves files behind: none of that may happen in the caller's JVM, where
 * nothing of it is loaded. The worker is killed when the deadline has passed, when the calling
 * thread is interrupted and on {@link #close}; when the caller is killed it halts by itself.
 */
public final class HelmWorker implements Helm {

  private final WorkerSession session;
  private final Function<Duration, String> kubeconfig;

  private HelmWorker(WorkerSession session, Function<Duration, String> kubeconfig) {
    this.session = session;
    this.kubeconfig = kubeconfig;
  }

  /**
   * Checks the platform and forks a worker; returns without waiting for it to be ready, so that its
   * start hides behind other work. The first start of a user on a machine unpacks Helm's library,
   * which takes about half a second.
   *
   * @param connection supplies a kubeconfig for each verb that needs the cluster
   * @param deadline how long the worker lives at most, from now on
   * @throws io.github.perconapg.problem.PerconaPgException PLATFORM_UNSUPPORTED or WORKER_FAILED
   *     when Helm cannot run here
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
    try {
      var folder = WorkerFolder.create(environment.temporary());
      try {
        var session = new WorkerSession(folder, launch.fork(folder), end);
        session.loadAfter(launch.unpacked()::verify);
        return new HelmWorker(session, kubeconfig);
      } catch (IOException e) {
        folder.close();
        throw e;
      }
    } catch (IOException e) {
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

  /**
   * Removes the private folders that killed runs left, with credentials in them perhaps; once in
   * the life of this JVM, and at each start of a worker.
   */
  public static void removeLeftovers(Environment environment) {
    WorkerFolder.sweepOnce(environment.temporary());
  }

  @Override
  public void install(Operation operation) {
    write("install", "Installing", operation);
  }

  @Override
  public void upgrade(Operation operation) {
    write("upgrade", "Upgrading", operation);
  }

  @Override
  public Rendered render(Operation operation, ClusterView cluster, int revision) {
    var what = what("Rendering the chart of", operation.namespace(), operation.release());
    var view = cluster.withRevision(operation.namespace(), operation.release(), revision);
    var record =
        session.ask(
            what,
            (directory, request) -> {
              request.put(WorkerMessage.VERB, revision == 0 ? "render-install" : "render-upgrade");
              addChart(operation, directory, request);
              var answers = new WorkerMessage(view.answers()).encode();
              request.put(
                  WorkerMessage.ANSWERS, session.write(directory, "answers", answers).toString());
            },
            path -> {
              var found = view.lookup().apply(path);
              return new WorkerMessage(
                  Map.of(
                      WorkerMessage.STATUS,
                      Integer.toString(found.status()),
                      WorkerMessage.BODY,
                      found.body()));
            });
    try {
      var stored = Base64.getEncoder().encodeToString(record.getBytes(StandardCharsets.US_ASCII));
      var release = StoredRelease.decode(stored);
      return new Rendered(release.text("manifest"), release.hooks());
    } catch (IOException e) {
      throw Problem.of(
              ProblemCode.WORKER_FAILED,
              what + " failed: what Helm rendered cannot be read.",
              ProblemCode.WORKER_FAILED.advice())
          .facts(List.of(e.toString()))
          .asException(e);
    }
  }

  @Override
  public void uninstall(String namespace, String release) {
    session.ask(
        what("Uninstalling", namespace, release),
        (directory, request) -> {
          request.put(WorkerMessage.VERB, "uninstall");
          request.put(WorkerMessage.RELEASE, release);
          request.put(WorkerMessage.NAMESPACE, namespace);
          addCluster(directory, request);
        });
  }

  @Override
  public void close() {
    session.close();
  }

  /** The process's id, by which tests see it end. */
  long pid() {
    return session.pid();
  }

  /** Waits until the worker is ready; a verb does so by itself. */
  void awaitReady() {
    session.awaitReady();
  }

  private void write(String verb, String doing, Operation operation) {
    session.ask(
        what(doing, operation.namespace(), operation.release()),
        (directory, request) -> {
          request.put(WorkerMessage.VERB, verb);
          addChart(operation, directory, request);
          addCluster(directory, request);
        });
  }

  private void addChart(Operation operation, Path directory, Map<String, String> request)
      throws IOException {
    var chart = directory.resolve("chart");
    PreparedChart.copy(operation.chart(), chart, operation.stamp().annotations());
    // JSON, because Helm reads YAML 1.1, where an unquoted "on" is not a string.
    var values = new ObjectMapper().writeValueAsString(operation.values());
    request.put(WorkerMessage.RELEASE, operation.release());
    request.put(WorkerMessage.NAMESPACE, operation.namespace());
    request.put(WorkerMessage.DESCRIPTION, operation.stamp().description());
    request.put(WorkerMessage.CHART, chart.toString());
    request.put(WorkerMessage.VALUES, session.write(directory, "values.json", values).toString());
  }

  private void addCluster(Path directory, Map<String, String> request) throws IOException {
    var left = session.left();
    var file = session.write(directory, "kubeconfig", kubeconfig.apply(left));
    request.put(WorkerMessage.KUBECONFIG, file.toString());
    request.put(WorkerMessage.TIMEOUT, Long.toString(Math.max(1, left.toSeconds())));
  }

  private static String what(String doing, String namespace, String release) {
    return doing + " release " + release + " in namespace " + namespace;
  }
}
