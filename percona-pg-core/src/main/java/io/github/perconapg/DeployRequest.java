package io.github.perconapg;

import io.github.perconapg.model.DesiredState;
import io.github.perconapg.model.RunOptions;
import io.github.perconapg.model.Target;

/**
 * A request to deploy an operator together with others.
 *
 * @param target the cluster to deploy to
 * @param desired the desired state
 * @param options how to run; each request needs its own output directory
 */
public record DeployRequest(Target target, DesiredState desired, RunOptions options) {

  /** Returns a request for the cluster that the manifest names. */
  public static DeployRequest of(DesiredState desired, RunOptions options) {
    return new DeployRequest(Target.of(desired), desired, options);
  }
}
