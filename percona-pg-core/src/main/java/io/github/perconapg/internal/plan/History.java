package io.github.perconapg.internal.plan;

import io.github.perconapg.internal.helm.ReleaseRecord;
import io.github.perconapg.internal.helm.StoredRevision;
import io.github.perconapg.internal.helm.UnreadableRevision;
import io.github.perconapg.internal.operator.OperatorImage;
import io.github.perconapg.model.Revision;
import io.github.perconapg.problem.PerconaPgException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The revisions of a release, for a person. */
public final class History {

  private History() {}

  /** All revisions, those that cannot be read among them; newest first, as they are given. */
  public static List<Revision> of(List<StoredRevision> stored) {
    var history = new ArrayList<Revision>();
    Map<String, Object> before = Map.of();
    for (int i = stored.size() - 1; i >= 0; i--) {
      if (stored.get(i) instanceof ReleaseRecord record) {
        history.add(0, readable(record, before));
        before = record.userValues();
      } else if (stored.get(i) instanceof UnreadableRevision unreadable) {
        history.add(0, unreadable(unreadable));
      }
    }
    return history;
  }

  private static Revision readable(ReleaseRecord record, Map<String, Object> before) {
    return new Revision(
        record.revision(),
        record.deployedAt(),
        record.status().label(),
        record.chartVersion(),
        operator(record),
        record.ours(),
        record.provenFingerprint() != null,
        ValuesDiff.between(before, record.userValues()),
        record.description());
  }

  /** A history is told also where a revision's objects cannot be read. */
  private static String operator(ReleaseRecord record) {
    try {
      return OperatorImage.of(record).shown();
    } catch (PerconaPgException e) {
      return OperatorImage.UNKNOWN;
    }
  }

  private static Revision unreadable(UnreadableRevision revision) {
    return new Revision(
        revision.revision(),
        "",
        revision.status().label(),
        "",
        "",
        revision.proven(),
        revision.proven(),
        List.of(),
        "cannot be read: " + revision.reason());
  }
}
