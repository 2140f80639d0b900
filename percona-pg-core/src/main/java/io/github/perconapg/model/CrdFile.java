package io.github.perconapg.model;

import io.github.perconapg.problem.Problem;
import java.util.List;

/**
 * The definitions that an administrator has to apply before a deploy with {@code crds=check}.
 *
 * @param changes each definition of the chart and what would happen to it
 * @param refusals why some of it must not be applied
 * @param yaml the definitions that are absent or older, as the chart has them; empty when there are
 *     none
 */
public record CrdFile(List<Change> changes, List<Problem> refusals, String yaml) {

  /** Copies the lists, so that the record is immutable. */
  public CrdFile {
    changes = List.copyOf(changes);
    refusals = List.copyOf(refusals);
  }
}
