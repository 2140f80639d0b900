package io.github.perconapg.internal.plan;

import io.github.perconapg.internal.helm.DesiredRelease;
import io.github.perconapg.internal.helm.QuarantinedRecords;
import io.github.perconapg.internal.helm.ReleaseRecord;
import io.github.perconapg.internal.helm.ReleaseStatus;
import io.github.perconapg.internal.helm.StoredRevision;
import io.github.perconapg.internal.plan.ReleaseChange.Verb;
import io.github.perconapg.model.Change;
import io.github.perconapg.model.Change.Action;
import io.github.perconapg.model.FieldChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Words what happens to a release and its records. */
public final class ReleaseChangeSummary {

  private ReleaseChangeSummary() {}

  /** Returns what happens to the records that are in the way. */
  static List<Change> abandoned(List<StoredRevision> records) {
    return records.stream()
        .map(
            record ->
                Change.of(Action.RECOVER, "ReleaseRecord", record.secret().name(), fate(record)))
        .toList();
  }

  private static String fate(StoredRevision record) {
    if (QuarantinedRecords.holds(record)) {
      return "kept by a run that discarded it and did not end; deleted once it is replaced";
    }
    return record instanceof ReleaseRecord
        ? "left " + record.status().label() + " by a run that did not end; saved, then deleted"
        : "cannot be read; set aside in a Secret of its own, then deleted";
  }

  /**
   * Returns what a run left that did not end well; empty when its record is discarded, which is
   * told.
   */
  static Optional<String> left(ReleaseChange release) {
    var newest = release.newest();
    if (newest == null || release.abandoned().contains(newest)) {
      return Optional.empty();
    }
    var revision = "Revision " + newest.revision();
    return switch (newest.status()) {
      case FAILED -> Optional.of(revision + " had failed (" + newest.description().strip() + ").");
      case SUPERSEDED ->
          Optional.of(revision + " was superseded by one that is not there; it counts as current.");
      default -> Optional.empty();
    };
  }

  /** Returns what happens to the release itself. */
  static Change release(
      ReleaseChange release, String name, String chartVersion, DesiredRelease wanted) {
    var current = release.current();
    var fields = new ArrayList<FieldChange>();
    if (current != null && !current.chartVersion().equals(chartVersion)) {
      fields.add(new FieldChange("chart", current.chartVersion(), chartVersion));
    }
    if (release.needsHelm()) {
      var before = current == null ? Map.<String, Object>of() : current.userValues();
      ValuesDiff.between(before, wanted.values())
          .forEach(v -> fields.add(new FieldChange("values." + v.path(), v.before(), v.after())));
    }
    return Change.of(
            action(release), "Release", name, summary(release, current, chartVersion, wanted))
        .fields(fields);
  }

  private static Action action(ReleaseChange release) {
    return switch (release.action()) {
      case INSTALL -> release.adopted() ? Action.ADOPT : Action.CREATE;
      case UPGRADE -> release.adopted() ? Action.ADOPT : Action.UPDATE;
      case PROVE -> Action.PROVE;
      case NONE -> Action.UNCHANGED;
    };
  }

  private static String summary(
      ReleaseChange release,
      @Nullable ReleaseRecord current,
      String chartVersion,
      DesiredRelease wanted) {
    if (current == null) {
      return release.action() == Verb.INSTALL
          ? "install chart " + chartVersion
          : "is left as it is";
    }
    var revision = "revision " + current.revision();
    return switch (release.action()) {
      case PROVE ->
          release.unsettled()
              ? revision + " stays, and what an earlier run left beside it is tidied up"
              : revision + " is to be proven";
      case NONE -> revision + " is proven";
      default -> {
        if (release.adopted()) {
          yield "adopt " + current.describe() + ", upgrade to chart " + chartVersion;
        }
        if (!release.abandoned().isEmpty() || current.status() != ReleaseStatus.DEPLOYED) {
          yield "upgrade, to end what was begun";
        }
        if (!wanted.fingerprint().equals(current.fingerprint())) {
          yield "upgrade to chart " + chartVersion + " and the manifest's values";
        }
        yield current.provenFingerprint() == null
            ? "upgrade, to replace " + revision + ", which was never verified"
            : "upgrade, to repair drift";
      }
    };
  }
}
