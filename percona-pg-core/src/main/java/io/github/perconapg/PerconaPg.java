package io.github.perconapg;

import io.github.perconapg.event.EventListener;
import io.github.perconapg.internal.crd.CrdCache;
import io.github.perconapg.model.Environment;
import io.github.perconapg.model.HttpSettings;
import io.github.perconapg.model.Target;
import java.util.List;

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
    return ConnectedCluster.open(
        target, environment, http, listener, server -> new CrdCache(), ConnectedCluster.TO_LOOK);
  }

  /**
   * Deploys several operators at once.
   *
   * @param batch the requests, and how to run them
   * @param listener receives the events
   * @return one outcome per request, in their order; a failure is an outcome
   * @throws io.github.perconapg.problem.PerconaPgException {@code manifest-conflict} if two
   *     requests deploy the same operator or share an output directory, in which case nothing is
   *     done; {@code interrupted}
   */
  public static List<DeployOutcome> deployAll(DeployBatch batch, DeployListener listener) {
    return new DeployAll(batch, listener).run();
  }
}
