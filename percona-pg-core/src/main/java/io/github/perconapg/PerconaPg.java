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

/** The way in: connects to a cluster, on which everything else is done. */
public final class PerconaPg {

  private PerconaPg() {}

  /**
   * Connects to a cluster with the machine's own environment, without proxies and credentials for
   * chart repositories.
   *
   * @param target which cluster
   * @return a cluster that the caller closes
   * @throws io.github.perconapg.problem.PerconaPgException when the target cannot be resolved
   */
  public static Cluster connect(Target target) {
    return connect(target, Environment.system(), HttpSettings.defaults(), EventListener.none());
  }

  /**
   * Connects to a cluster. Sends no request yet, but runs the credential plugin of a kubeconfig
   * that names one.
   *
   * @param target which cluster
   * @param environment what is taken from the machine
   * @param http how chart repositories are reached
   * @param listener is told the target, and every request to the API server
   * @return a cluster that the caller closes
   * @throws io.github.perconapg.problem.PerconaPgException when the target cannot be resolved
   */
  public static Cluster connect(
      Target target, Environment environment, HttpSettings http, EventListener listener) {
    return connect(target, environment, http, listener, server -> new CrdCache(), Cluster.TO_LOOK);
  }

  /**
   * @param knownCrds what is known of the definitions on a server
   * @param toLook the deadline of verbs that only look and have no timeout of their own
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
   * @param failFast whether none is started any more once one has failed; those that run are let
   *     run to their end
   * @param listener is told what happens
   * @return one outcome for each request, in their order; a failure is an outcome
   * @throws io.github.perconapg.problem.PerconaPgException {@code manifest-conflict} when two
   *     requests are one operator or share an output directory, in which case nothing was done;
   *     {@code interrupted}
   */
  public static List<DeployOutcome> deployAll(
      List<DeployRequest> requests, int parallelism, boolean failFast, DeployListener listener) {
    return deployAll(
        requests, parallelism, failFast, Environment.system(), HttpSettings.defaults(), listener);
  }

  /**
   * As {@link #deployAll(List, int, boolean, DeployListener)}.
   *
   * @param environment what is taken from the machine
   * @param http how chart repositories are reached
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
