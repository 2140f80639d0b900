package io.github.perconapg;

import io.github.perconapg.model.Environment;
import io.github.perconapg.model.HttpSettings;
import java.util.List;

/**
 * Several operators to deploy, and how. Immutable.
 *
 * @param requests to one cluster or to several
 * @param parallelism how many run at once, at least 1; each needs a Helm worker of its own
 * @param failFast whether a failure keeps further requests from starting; running ones complete
 * @param environment the machine's settings
 * @param http how to reach chart repositories
 */
public record DeployBatch(
    List<DeployRequest> requests,
    int parallelism,
    boolean failFast,
    Environment environment,
    HttpSettings http) {

  /**
   * Copies the list, so that the record is immutable.
   *
   * @throws IllegalArgumentException if the parallelism is less than 1
   */
  public DeployBatch {
    requests = List.copyOf(requests);
    if (parallelism < 1) {
      throw new IllegalArgumentException("parallelism is at least 1, not " + parallelism);
    }
  }

  /**
   * Returns a batch that runs one request after another to the last, with the machine's own
   * environment, without proxies and credentials for chart repositories.
   */
  public static DeployBatch of(List<DeployRequest> requests) {
    return new DeployBatch(requests, 1, false, Environment.system(), HttpSettings.defaults());
  }

  /** Returns a copy that runs that many requests at once. */
  public DeployBatch parallelism(int parallelism) {
    return new DeployBatch(requests, parallelism, failFast, environment, http);
  }

  /** Returns a copy that starts no further request after a failure, or does. */
  public DeployBatch failFast(boolean failFast) {
    return new DeployBatch(requests, parallelism, failFast, environment, http);
  }

  /** Returns a copy with other settings of the machine. */
  public DeployBatch environment(Environment environment) {
    return new DeployBatch(requests, parallelism, failFast, environment, http);
  }

  /** Returns a copy that reaches chart repositories in another way. */
  public DeployBatch http(HttpSettings http) {
    return new DeployBatch(requests, parallelism, failFast, environment, http);
  }
}
