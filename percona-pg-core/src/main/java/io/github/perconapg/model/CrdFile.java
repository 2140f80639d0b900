package io.github.perconapg.model;

import io.github.perconapg.problem.Problem;
import java.util.List;

/**
 * The CRDs that an administrator must apply before a deploy with {@code crds=check}.
 *
 * @param changes the chart's CRDs and what would happen to them
 * @param refusals why some of it must not be applied
 * @param yaml the CRDs that are missing or older, as the chart has them; empty when there are none
 */
public record CrdFile(List<Change> changes, List<Problem> refusals, String yaml) {

  /** Copies the lists, so that the record is immutable. */
  public CrdFile {
    changes = List.copyOf(changes);
    refusals = List.copyOf(refusals);
  }
}
