package io.github.perconapg.junit;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.perconapg.Cluster;
import io.github.perconapg.PerconaPg;
import io.github.perconapg.event.Event;
import io.github.perconapg.internal.kubernetes.Connection;
import io.github.perconapg.model.DeployResult;
import io.github.perconapg.model.DesiredState;
import io.github.perconapg.model.DestroyOptions;
import io.github.perconapg.model.Environment;
import io.github.perconapg.model.Outputs;
import io.github.perconapg.model.RunOptions;
import io.github.perconapg.model.Target;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * An operator that tests use, from its deploy to its removal. Its mutable state is safe for several
 * threads; {@link Cluster} is not, so tests that run side by side use the client instead.
 */
final class TestOperator implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(TestOperator.class.getName());

  private final DesiredState desired;
  private final Cluster cluster;
  private final Connection connection;
  private final Duration timeout;
  private final boolean keepOnFailure;
  private final DeployResult result;
  private volatile boolean failed;

  private TestOperator(
      DesiredState desired,
      Cluster cluster,
      Connection connection,
      Duration timeout,
      boolean keepOnFailure,
      DeployResult result) {
    this.desired = desired;
    this.cluster = cluster;
    this.connection = connection;
    this.timeout = timeout;
    this.keepOnFailure = keepOnFailure;
    this.result = result;
  }

  /**
   * Deploys.
   *
   * @param testClass whose class path holds the manifest
   * @throws io.github.perconapg.problem.PerconaPgException when it does not come up, with the
   *     evidence that was kept
   */
  static TestOperator deploy(PerconaPgOperator annotation, Class<?> testClass) {
    var settings = new Settings(annotation, testClass);
    var desired = settings.desired();
    var target = target(desired, settings);
    var timeout = Duration.ofSeconds(annotation.timeoutSeconds());
    var options =
        RunOptions.defaults()
            .timeout(timeout)
            .outputDirectory(Path.of("target", "percona-pg", desired.namespace()));
    var connection = Connection.open(target, Environment.system(), event -> {});
    var cluster = PerconaPg.connect(target);
    DeployResult result = null;
    try {
      result = cluster.deploy(desired, options, TestOperator::log);
      return new TestOperator(
          desired, cluster, connection, timeout, settings.keepOnFailure(), result);
    } finally {
      if (result == null) {
        cluster.close();
        connection.close();
      }
    }
  }

  private static Target target(DesiredState desired, Settings settings) {
    var target = Target.of(desired);
    var files = settings.kubeconfig();
    if (!files.isEmpty()) {
      target =
          target.kubeconfig(
              Arrays.stream(files.split(Pattern.quote(File.pathSeparator), -1))
                  .filter(part -> !part.isBlank())
                  .map(Path::of)
                  .toList());
    }
    var context = settings.context();
    return context.isEmpty() ? target : target.context(context);
  }

  Outputs outputs() {
    return result.outputs();
  }

  Cluster cluster() {
    return cluster;
  }

  DesiredState desired() {
    return desired;
  }

  KubernetesClient client() {
    return connection.clientOfEveryKind();
  }

  /** A test has failed, so that everything may be worth a look. */
  void testFailed() {
    failed = true;
  }

  /** Removes what this run installed. */
  @Override
  public void close() {
    try {
      if (failed && keepOnFailure) {
        LOG.log(
            System.Logger.Level.WARNING,
            "A test failed, so the operator is kept in namespace "
                + desired.namespace()
                + ". Remove it with: mvn percona-pg:destroy -Dpercona-pg.set=spec.namespace="
                + desired.namespace());
      } else if (result instanceof DeployResult.Installed) {
        var unused =
            cluster.destroy(desired, DestroyOptions.defaults().timeout(timeout), TestOperator::log);
      } else {
        LOG.log(
            System.Logger.Level.INFO,
            "The operator in namespace "
                + desired.namespace()
                + " was there before this run and stays.");
      }
    } finally {
      cluster.close();
      connection.close();
    }
  }

  private static void log(Event event) {
    if (event instanceof Event.Warned warned) {
      LOG.log(System.Logger.Level.WARNING, warned.message());
    } else if (!(event instanceof Event.RequestSent)) {
      LOG.log(System.Logger.Level.DEBUG, event.toString());
    }
  }
}
