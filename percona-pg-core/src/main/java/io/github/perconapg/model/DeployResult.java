package io.github.perconapg.model;

import java.util.List;

/** The result of a deploy or a rollback that succeeded; failures are thrown. */
public sealed interface DeployResult {

  /** Returns the operator's names and versions. */
  Outputs outputs();

  /** Returns the completed steps, in order; empty if there was nothing to do. */
  List<Step> steps();

  /**
   * Returns notes, one sentence each: recovered leftovers, and checks that could not be carried
   * out, which count neither as passed nor as failed.
   */
  List<String> notes();

  /** The release was installed. */
  record Installed(Outputs outputs, List<Step> steps, List<String> notes) implements DeployResult {}

  /** The release was upgraded, or verified for the first time. */
  record Upgraded(Outputs outputs, List<Step> steps, List<String> notes) implements DeployResult {}

  /**
   * The release was rolled back: a stored revision was deployed as a new one.
   *
   * @param restored the number of the stored revision
   */
  record RolledBack(Outputs outputs, int restored, List<Step> steps, List<String> notes)
      implements DeployResult {}

  /** The release was up to date; nothing was written. */
  record Unchanged(Outputs outputs, List<Step> steps, List<String> notes) implements DeployResult {}
}
