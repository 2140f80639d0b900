package io.github.perconapg;

import io.github.perconapg.model.DeployResult;
import io.github.perconapg.problem.PerconaPgException;

/** What became of one of several requests. */
public sealed interface DeployOutcome {

  /** The request. */
  DeployRequest request();

  /**
   * It is as desired.
   *
   * @param result what was done
   */
  record Deployed(DeployRequest request, DeployResult result) implements DeployOutcome {}

  /**
   * It failed, and only it.
   *
   * @param problem why
   */
  record Failed(DeployRequest request, PerconaPgException problem) implements DeployOutcome {}

  /**
   * Nothing was done for it, because another one had failed before and failing fast was asked for.
   */
  record NotStarted(DeployRequest request) implements DeployOutcome {}
}
