package io.github.perconapg.internal.deploy;

import io.github.perconapg.internal.helm.QuarantinedRecords;
import io.github.perconapg.internal.helm.ReleaseRecord;
import io.github.perconapg.internal.helm.ReleaseStatus;
import io.github.perconapg.internal.helm.RenderedObject;
import io.github.perconapg.internal.helm.RenderedObjects;
import io.github.perconapg.internal.helm.StoredRevision;
import io.github.perconapg.internal.outlet.Outlet;
import io.github.perconapg.internal.outlet.PrivateFiles;
import io.github.perconapg.internal.plan.DeployPlan;
import io.github.perconapg.internal.run.ReleaseLock;
import io.github.perconapg.problem.PerconaPgException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Recovers from a run that was interrupted. It never uninstalls: before a revision is written, it
 * saves and deletes the record of the dead run, so that the operation can run again; afterwards it
 * removes the objects that only the dead run had made.
 */
final class StaleReleaseRecovery {

  private final Run run;
  private final ReleaseLock lock;

  StaleReleaseRecovery(Run run, ReleaseLock lock) {
    this.run = run;
    this.lock = lock;
  }

  /** Discards the records that are in the way of the plan. */
  void discardAbandoned(DeployPlan plan) {
    var abandoned = plan.release().abandoned();
    if (!abandoned.isEmpty()) {
      run.steps.run(
          "recover",
          "recover from an interrupted run",
          () -> {
            run.notes.addAll(discard(abandoned));
            return abandoned.size() == 1
                ? "1 record saved and deleted"
                : abandoned.size() + " records saved and deleted";
          });
    }
  }

  /**
   * Saves and deletes the records; both preconditions, UID and resource version, must hold. They
   * are kept in separate Secrets until {@link Leftovers#ofDiscarded} has read them, since this run
   * may be killed before it writes another record. One that is kept already stays.
   *
   * @return what was done, a sentence each
   */
  List<String> discard(List<StoredRevision> abandoned) {
    var notes = new ArrayList<String>();
    for (var revision : abandoned) {
      var name = revision.secret().name();
      if (QuarantinedRecords.holds(revision)) {
        notes.add(
            "Recovered from Secret "
                + name
                + ", in which an earlier run kept the discarded record.");
        continue;
      }
      lock.check();
      var kept = new QuarantinedRecords(run.connection).keep(revision);
      if (revision instanceof ReleaseRecord record) {
        save(record);
        notes.add(
            "Recovered from record "
                + name
                + ", which was left "
                + record.status().label()
                + "; the evidence has a summary of it.");
      } else {
        notes.add(
            "Recovered from record "
                + name
                + ", which cannot be read; it is kept as Secret "
                + kept
                + ".");
      }
      run.releases.delete(revision);
    }
    return notes;
  }

  /**
   * Completes what Helm could not do and only logs: supersedes older records that are still called
   * deployed, and removes objects of older revisions that the newest one lacks. If that fails,
   * nothing is undone, because the operator is the desired one, and the next run resumes here.
   */
  void cleanUp(ReleaseRecord record, DeployPlan plan) {
    var leftovers =
        new Leftovers(run.connection, record).ofDiscarded(record.namespace(), record.name());
    var current = plan.release().current();
    for (var older : run.releases.history(record.namespace(), record.name())) {
      if (older.revision() >= record.revision()) {
        continue;
      }
      if (older.status() == ReleaseStatus.DEPLOYED) {
        lock.check();
        run.releases.supersede(older);
        run.notes.add(
            "Revision "
                + older.revision()
                + " was still called deployed; it is now marked as superseded.");
      }
      var replaced = current != null && older.secret().uid().equals(current.secret().uid());
      if (older.ours() || replaced) {
        leftovers.of(older, replaced);
      }
    }
    run.notes.addAll(leftovers.remove(lock));
  }

  private void save(ReleaseRecord record) {
    var outlet = new Outlet(run.connection.redactor());
    var text = new StringBuilder();
    text.append("# ").append(record.secret().name()).append(": revision ");
    text.append(record.revision()).append(", ").append(record.status().label()).append(", chart ");
    text.append(record.chartVersion())
        .append(", ")
        .append(outlet.line(record.description()))
        .append('\n');
    for (var object : objects(record)) {
      text.append("# ").append(outlet.line(object)).append('\n');
    }
    text.append("# names of user-supplied values: ");
    text.append(outlet.line(String.join(", ", record.userValues().keySet()))).append('\n');
    var file = run.evidence.path().resolve(record.secret().name() + ".txt");
    try {
      PrivateFiles.write(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot save a release record in " + file, e);
    }
  }

  /** A record with an unreadable manifest must not block every deploy. */
  private static List<String> objects(ReleaseRecord record) {
    try {
      return RenderedObjects.of(record.manifest(), record.namespace()).stream()
          .map(RenderedObject::shown)
          .toList();
    } catch (PerconaPgException e) {
      return List.of("its manifest cannot be read: " + e.getMessage());
    }
  }
}
