package io.github.perconapg.deploy;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.perconapg.plan.Marks;
import io.github.perconapg.plan.RenderedObject;
import io.github.perconapg.plan.RenderedObjects;
import io.github.perconapg.plan.Tree;
import io.github.perconapg.release.ReleaseRecord;
import io.github.perconapg.release.Releases;
import io.github.perconapg.target.ApiRequests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Puts right what a run left that did not end. It never uninstalls: the record of the dead run is
 * saved and deleted, the operation is done again, and what only the dead run had made is removed
 * when it carries this release's ownership.
 */
final class Recovery {

  private final KubernetesClient client;
  private final Releases releases;
  private final Path evidence;

  Recovery(KubernetesClient client, Releases releases, Path outputDirectory) {
    this.client = client;
    this.releases = releases;
    this.evidence = outputDirectory.resolve("evidence");
  }

  /** Saves and deletes the records; both preconditions, UID and resource version, must hold. */
  void discard(List<ReleaseRecord> abandoned) {
    for (var record : abandoned) {
      save(record);
      releases.delete(record);
    }
  }

  /** Removes what the dead runs had made and the new revision lacks; says what. */
  List<String> removeLeftovers(List<ReleaseRecord> abandoned, ReleaseRecord now) {
    var kept = new LinkedHashSet<String>();
    objects(now).forEach(o -> kept.add(o.path()));
    var notes = new ArrayList<String>();
    for (var record : abandoned) {
      for (var object : objects(record)) {
        if (kept.add(object.path())) {
          remove(object, record, notes);
        }
      }
    }
    return notes;
  }

  private void remove(RenderedObject object, ReleaseRecord owner, List<String> notes) {
    var api = new ApiRequests(client);
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

  private static List<RenderedObject> objects(ReleaseRecord record) {
    return RenderedObjects.of(record.manifest(), record.namespace());
  }

  private void save(ReleaseRecord record) {
    var text = new StringBuilder();
    text.append("# ").append(record.secret().name()).append(": revision ");
    text.append(record.revision()).append(", ").append(record.status()).append(", chart ");
    text.append(record.chartVersion()).append(", ").append(record.description()).append('\n');
    for (var object : objects(record)) {
      text.append("# ").append(object.shown()).append('\n');
    }
    text.append("# names of user-supplied values: ");
    text.append(String.join(", ", record.userValues().keySet())).append('\n');
    try {
      Files.createDirectories(evidence);
      Files.writeString(evidence.resolve(record.secret().name() + ".txt"), text);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot save a release record in " + evidence, e);
    }
  }
}
