package io.github.perconapg.deploy;

import io.github.perconapg.outlet.Outlet;
import io.github.perconapg.outlet.PrivateFiles;
import io.github.perconapg.plan.Marks;
import io.github.perconapg.plan.RenderedObject;
import io.github.perconapg.plan.RenderedObjects;
import io.github.perconapg.release.ReleaseRecord;
import io.github.perconapg.release.SavedRecords;
import io.github.perconapg.release.StoredRevision;
import io.github.perconapg.release.UnreadableRevision;
import io.github.perconapg.target.Tree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Puts right what a run left that did not end. It never uninstalls: the record of the dead run is
 * saved and deleted, the operation is done again, and what only the dead run had made is removed
 * when it carries this release's ownership.
 */
final class Recovery {

  private final Run run;

  Recovery(Run run) {
    this.run = run;
  }

  /**
   * Saves and deletes the records; both preconditions, UID and resource version, must hold.
   *
   * @return what was done, a sentence each
   */
  List<String> discard(List<StoredRevision> abandoned) {
    var notes = new ArrayList<String>();
    for (var revision : abandoned) {
      var name = revision.secret().name();
      if (revision instanceof ReleaseRecord record) {
        save(record);
        notes.add(
            "Recovered from record "
                + name
                + ", which was left "
                + record.status().label()
                + "; what it said is in the evidence.");
      } else if (revision instanceof UnreadableRevision unreadable) {
        notes.add(
            "Recovered from record "
                + name
                + ", which cannot be read; it is kept as Secret "
                + new SavedRecords(run.connection).keep(unreadable)
                + ".");
      }
      run.releases.delete(revision);
    }
    return notes;
  }

  /** Removes what the dead runs had made and the new revision lacks; says what. */
  List<String> removeLeftovers(List<StoredRevision> abandoned, ReleaseRecord now) {
    var kept = new LinkedHashSet<String>();
    objects(now).forEach(o -> kept.add(o.path()));
    var notes = new ArrayList<String>();
    for (var revision : abandoned) {
      if (revision instanceof ReleaseRecord record) {
        for (var object : objects(record)) {
          if (kept.add(object.path())) {
            remove(object, record, notes);
          }
        }
      }
    }
    return notes;
  }

  private void remove(RenderedObject object, ReleaseRecord owner, List<String> notes) {
    var api = run.api();
    var live = api.get(object.path());
    if (live == null) {
      return;
    }
    var annotations = Tree.map(live, "metadata", "annotations");
    if (owner.name().equals(annotations.get(Marks.RELEASE_NAME))
        && owner.namespace().equals(annotations.get(Marks.RELEASE_NAMESPACE))) {
      api.delete(object.path(), Tree.text(live, "metadata", "uid"));
      notes.add("Removed " + object.shown() + ", which only the run that did not end had made.");
    } else {
      notes.add(object.shown() + " was left: it does not carry this release's ownership.");
    }
  }

  private List<RenderedObject> objects(ReleaseRecord record) {
    return RenderedObjects.of(record.manifest(), record.namespace(), run.connection.discovery());
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
      text.append("# ").append(outlet.line(object.shown())).append('\n');
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
}
