package io.github.perconapg.model;

import java.util.List;

/** What a destroy came to. A destroy that was refused or failed throws instead. */
public sealed interface DestroyResult {

  /**
   * The operator was removed.
   *
   * @param steps what was done, in order
   * @param kept what stays and why, one sentence each
   */
  record Destroyed(List<Step> steps, List<String> kept) implements DestroyResult {}

  /**
   * There was nothing to remove, which is a success.
   *
   * @param kept what stays and why, one sentence each
   */
  record Absent(List<String> kept) implements DestroyResult {}
}
