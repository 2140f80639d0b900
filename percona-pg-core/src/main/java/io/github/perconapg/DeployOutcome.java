package io.github.perconapg;

import io.github.perconapg.model.DeployResult;
import io.github.perconapg.problem.PerconaPgException;

/** The outcome of one request to {@link PerconaPg#deployAll}. */
public sealed interface DeployOutcome {

  /** Returns the request. */
  DeployRequest request();

  /**
   * The deploy succeeded.
   *
   * @param result its result
   */
  record Deployed(DeployRequest request, DeployResult result) implements DeployOutcome {}

  /**
   * The deploy failed; other requests are not affected.
   *
   * @param problem the failure
   */
  record Failed(DeployRequest request, PerconaPgException problem) implements DeployOutcome {}

  /** The deploy was not started, because another one had failed and {@code failFast} is set. */
  record NotStarted(DeployRequest request) implements DeployOutcome {}
}
