package io.github.perconapg.internal.helm;

import io.github.perconapg.model.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/**
 * A program that uses the worker, for tests that need a JVM of their own. Arguments: a verb, the
 * folder for the cache and temporary files, the chart's folder, and for an install a kubeconfig.
 */
public final class Caller {

  /** Where tests keep Helm's library, so that it is unpacked once and not once a class. */
  static final Path CACHE = Path.of("target", "helm-cache").toAbsolutePath();

  private Caller() {}

  static Environment environment(Path cache, Path temporary) {
    return new Environment(Map.of(), temporary, cache, temporary, Clock.systemUTC());
  }

  /** Prints the worker's process id, then what the verb gives, and waits after {@code linger}. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    var environment = environment(Path.of(arguments[1]), Path.of(arguments[2]));
    var operation = SmallChart.operation(Path.of(arguments[3]), Map.of("word", "on"));
    var kubeconfig = arguments.length > 4 ? Files.readString(Path.of(arguments[4])) : "";
    try (var worker =
        HelmWorker.start(
            validFor -> kubeconfig,
            environment,
            Duration.ofMinutes(1),
            HelmWorker.class.getClassLoader())) {
      System.out.println(worker.pid());
      if (arguments[0].equals("install")) {
        worker.install(operation);
      } else {
        System.out.println(worker.render(operation, SmallCluster.view(), 0).manifest());
        System.out.println("done");
      }
      if (arguments[0].equals("linger")) {
        Thread.currentThread().join();
      }
    }
  }
}
