package io.github.perconapg;

import io.github.perconapg.chart.Charts;
import io.github.perconapg.chart.HttpSettings;
import io.github.perconapg.event.EventListener;
import io.github.perconapg.model.Environment;
import io.github.perconapg.target.Connection;
import io.github.perconapg.target.Target;

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
    // Before the connection: the JDK reads its settings for proxy passwords with its first client.
    var charts = new Charts(environment, http);
    var connection = Connection.open(target, environment, listener::on);
    return new Cluster(connection, environment, charts, listener);
  }
}
