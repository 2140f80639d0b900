package io.github.perconapg;

import io.github.perconapg.event.Event;
import io.github.perconapg.event.EventListener;
import io.github.perconapg.internal.chart.CacheFolder;
import io.github.perconapg.internal.chart.Charts;
import io.github.perconapg.internal.crd.CrdCache;
import io.github.perconapg.internal.helm.HelmWorker;
import io.github.perconapg.internal.kubernetes.Connection;
import io.github.perconapg.internal.outlet.Outlet;
import io.github.perconapg.internal.outlet.Redactor;
import io.github.perconapg.model.Environment;
import io.github.perconapg.model.HttpSettings;
import io.github.perconapg.model.Target;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** The entry point: connects to a {@link Cluster}, or deploys several operators at once. */
public final class PerconaPg {

  private PerconaPg() {}

  /**
   * Connects to a cluster with the machine's own environment, without proxies and credentials for
   * chart repositories.
   *
   * @param target the cluster to connect to
   * @return a cluster that the caller must close
   * @throws io.github.perconapg.problem.PerconaPgException if the target cannot be resolved
   */
  public static Cluster connect(Target target) {
    return connect(target, Environment.system(), HttpSettings.defaults(), EventListener.none());
  }

  /**
   * Connects to a cluster. Sends no request yet, but runs the kubeconfig's credential plugin if
   * there is one.
   *
   * @param target the cluster to connect to
   * @param environment the machine's settings
   * @param http how to reach chart repositories
   * @param listener receives the target, and every request to the API server
   * @return a cluster that the caller must close
   * @throws io.github.perconapg.problem.PerconaPgException if the target cannot be resolved
   */
  public static Cluster connect(
      Target target, Environment environment, HttpSettings http, EventListener listener) {
    return connect(target, environment, http, listener, server -> new CrdCache(), Cluster.TO_LOOK);
  }

  /**
   * @param knownCrds returns the CRDs known to be on a server
   * @param toLook the deadline of read-only verbs that have no timeout option
   */
  static Cluster connect(
      Target target,
      Environment environment,
      HttpSettings http,
      EventListener listener,
      Function<String, CrdCache> knownCrds,
      Duration toLook) {
    var redactor = new Redactor();
    var outlet = new Outlet(redactor);
    var told = outlet.listener(listener);
    return outlet.guard(
        () -> {
          var unusedCache = CacheFolder.of(environment).warning();
          if (unusedCache != null) {
            told.on(new Event.Warned(unusedCache));
          }
          HelmWorker.removeLeftovers(environment);
          // Before the connection: the JDK reads its settings for proxy passwords with its first
          // client.
          var charts = new Charts(environment, http, redactor);
          var connection = Connection.open(target, environment, told::on, redactor);
          var known = knownCrds.apply(connection.resolved().server());
          return new Cluster(connection, environment, charts, known, told, toLook);
        });
  }

  /**
   * Deploys several operators at once, with the machine's own environment, without proxies and
   * credentials for chart repositories.
   *
   * @param requests to one cluster or to several
   * @param parallelism how many run at once, at least 1; each needs a Helm worker of its own
   * @param failFast whether a failure keeps further requests from starting; running ones complete
   * @param listener receives the events
   * @return one outcome per request, in their order; a failure is an outcome
   * @throws io.github.perconapg.problem.PerconaPgException {@code manifest-conflict} if two
   *     requests deploy the same operator or share an output directory, in which case nothing is
   *     done; {@code interrupted}
   */
  public static List<DeployOutcome> deployAll(
      List<DeployRequest> requests, int parallelism, boolean failFast, DeployListener listener) {
    return deployAll(
        requests, parallelism, failFast, Environment.system(), HttpSettings.defaults(), listener);
  }

  /**
   * Deploys several operators at once, as {@link #deployAll(List, int, boolean, DeployListener)}
   * does.
   *
   * @param environment the machine's settings
   * @param http how to reach chart repositories
   */
  public static List<DeployOutcome> deployAll(
      List<DeployRequest> requests,
      int parallelism,
      boolean failFast,
      Environment environment,
      HttpSettings http,
      DeployListener listener) {
    return new DeployAll(failFast, environment, http, listener).run(requests, parallelism);
  }
}
