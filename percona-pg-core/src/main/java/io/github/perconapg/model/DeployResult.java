package io.github.perconapg.model;

import java.util.List;

/** What a deploy, or a roll-back, came to. One that failed throws instead. */
public sealed interface DeployResult {

  /** What the operator is known by. */
  Outputs outputs();

  /** The steps that were carried out, in order; empty when nothing was to do. */
  List<Step> steps();

  /**
   * What could not be told, and what was recovered on the way, one sentence each; a check that was
   * impossible is listed here and never counted as passed or failed.
   */
  List<String> notes();

  /** There was no release; now there is. */
  record Installed(Outputs outputs, List<Step> steps, List<String> notes) implements DeployResult {}

  /** There was a release; it was changed, or was seen to work for the first time. */
  record Upgraded(Outputs outputs, List<Step> steps, List<String> notes) implements DeployResult {}

  /**
   * A stored revision was put back as a new one.
   *
   * @param restored the number of the revision that was put back
   */
  record RolledBack(Outputs outputs, int restored, List<Step> steps, List<String> notes)
      implements DeployResult {}

  /** All was as desired; nothing was written. */
  record Unchanged(Outputs outputs, List<Step> steps, List<String> notes) implements DeployResult {}
}
