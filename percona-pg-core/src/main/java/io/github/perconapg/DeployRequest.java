package io.github.perconapg;

import io.github.perconapg.model.DesiredState;
import io.github.perconapg.model.RunOptions;
import io.github.perconapg.model.Target;

/**
 * One of several operators that are deployed at once.
 *
 * @param target which cluster
 * @param desired what should be there
 * @param options how to run; each request needs an output directory of its own
 */
public record DeployRequest(Target target, DesiredState desired, RunOptions options) {

  /** An operator on the cluster that its manifest names. */
  public static DeployRequest of(DesiredState desired, RunOptions options) {
    return new DeployRequest(Target.of(desired), desired, options);
  }
}
