package io.github.perconapg.controlplane.supervisor;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/**
 * Starts a cluster, says so on standard output, and ends it when its owner is gone or it is told to
 * terminate.
 *
 * <p>Its only argument is the work folder with the {@link PlaneSpec}. It prints one line: {@value
 * #READY}, or {@value #FAILED} followed by the reason.
 */
public final class SupervisorMain {
  /** Printed when the cluster is healthy. */
  static final String READY = "READY";

  /** Printed, with the reason after it, when the cluster could not be started. */
  static final String FAILED = "FAILED";

  private SupervisorMain() {}

  /**
   * Runs the supervisor.
   *
   * @param arguments the work folder
   * @throws Exception when the cluster cannot be ended
   */
  public static void main(String[] arguments) throws Exception {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    PlaneSpec spec = PlaneSpec.read(Path.of(arguments[0]));
    Leftovers.sign(spec);
    KwokCluster cluster = new KwokCluster(spec);
    CountDownLatch end = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stopNow(cluster), "terminated"));
    spec.owner().whenGone(end::countDown);
    try {
      cluster.start();
    } catch (IOException e) {
      out.println(FAILED + " " + e.getMessage());
      stopNow(cluster);
      Runtime.getRuntime().halt(1);
    }
    out.println(READY);
    Double factor = spec.standInFactor();
    if (factor != null) {
      OperatorHost.start(spec, factor);
    }
    end.await();
    stopNow(cluster);
    Runtime.getRuntime().halt(0);
  }

  private static void stopNow(KwokCluster cluster) {
    try {
      cluster.stop();
    } catch (IOException e) {
      System.err.println("The plane is not ended wholly: " + e);
    }
  }
}
