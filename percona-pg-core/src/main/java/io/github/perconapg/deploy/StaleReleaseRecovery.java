package io.github.perconapg.deploy;

import io.github.perconapg.outlet.Outlet;
import io.github.perconapg.outlet.PrivateFiles;
import io.github.perconapg.plan.RenderedObject;
import io.github.perconapg.plan.RenderedObjects;
import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.release.QuarantinedRecords;
import io.github.perconapg.release.ReleaseRecord;
import io.github.perconapg.release.StoredRevision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Clears the way after a run that did not end. It never uninstalls: the record of the dead run is
 * saved and deleted, and the operation is done again. {@link Leftovers} removes what only the dead
 * run had made.
 */
final class StaleReleaseRecovery {

  private final Run run;

  StaleReleaseRecovery(Run run) {
    this.run = run;
  }

  /**
   * Saves and deletes the records; both preconditions, UID and resource version, must hold. They
   * are kept in Secrets beside until {@link Leftovers#ofDiscarded} has looked through them, since
   * this run may be killed before it writes another. One that is kept already stays.
   *
   * @return what was done, a sentence each
   */
  List<String> discard(List<StoredRevision> abandoned) {
    var notes = new ArrayList<String>();
    for (var revision : abandoned) {
      var name = revision.secret().name();
      if (QuarantinedRecords.holds(revision)) {
        notes.add(
            "Recovered from Secret " + name + ", in which an earlier run kept what it discarded.");
        continue;
      }
      var kept = new QuarantinedRecords(run.connection).keep(revision);
      if (revision instanceof ReleaseRecord record) {
        save(record);
        notes.add(
            "Recovered from record "
                + name
                + ", which was left "
                + record.status().label()
                + "; what it said is in the evidence.");
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

  /** A record whose manifest nobody can read must not be in the way for ever. */
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
