package io.github.perconapg.model;

import java.util.List;

/** The result of a destroy that succeeded; refusals and failures are thrown. */
public sealed interface DestroyResult {

  /**
   * The operator was removed.
   *
   * @param steps the completed steps, in order
   * @param kept what was kept and why, one sentence each
   */
  record Destroyed(List<Step> steps, List<String> kept) implements DestroyResult {}

  /**
   * There was nothing to remove, which counts as success.
   *
   * @param kept what was kept and why, one sentence each
   */
  record Absent(List<String> kept) implements DestroyResult {}
}
