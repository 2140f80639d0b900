package io.github.perconapg.internal.crd;

import java.util.List;
import java.util.Map;

/**
 * What a change from one form of a CRD to another means for the objects of its kind. Going back
 * means the opposite of it: what is gained one way is dropped the other way, and what is loosened
 * is tightened.
 *
 * @param gained fields, versions and subresources that come, as {@code version.path}, sorted
 * @param dropped those that go, with what is stored in them
 * @param tightened constraints that refuse what was accepted, with both values, sorted
 * @param loosened constraints that accept what was refused; one that does both is in both lists
 */
record CrdDifference(
    List<String> gained, List<String> dropped, List<String> tightened, List<String> loosened) {

  /** No difference that objects could notice. */
  static final CrdDifference NONE = new CrdDifference(List.of(), List.of(), List.of(), List.of());

  CrdDifference {
    gained = List.copyOf(gained);
    dropped = List.copyOf(dropped);
    tightened = List.copyOf(tightened);
    loosened = List.copyOf(loosened);
  }

  /** Compares two whole CRDs. */
  static CrdDifference between(Map<String, Object> from, Map<String, Object> to) {
    return new CrdComparison().of(from, to);
  }
}
