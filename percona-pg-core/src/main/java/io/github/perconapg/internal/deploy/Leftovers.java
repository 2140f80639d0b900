package io.github.perconapg.internal.deploy;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.perconapg.internal.helm.QuarantinedRecords;
import io.github.perconapg.internal.helm.ReleaseRecord;
import io.github.perconapg.internal.helm.Releases;
import io.github.perconapg.internal.helm.RenderedObject;
import io.github.perconapg.internal.helm.RenderedObjects;
import io.github.perconapg.internal.kubernetes.Connection;
import io.github.perconapg.internal.ownership.WellKnownMetadata;
import io.github.perconapg.internal.run.ReleaseLock;
import io.github.perconapg.internal.yaml.Unstructured;
import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.ProblemCode;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds and removes objects that previous revisions of a release made and the current one lacks: an
 * interrupted run leaves them, and so does Helm where it cannot delete one, which it only logs.
 * Only objects that carry the release's ownership and that no policy keeps count.
 */
public final class Leftovers {

  /** Kinds whose deletion destroys data that no manifest restores. */
  private static final Set<String> NEVER =
      Set.of("CustomResourceDefinition", "Namespace", "PersistentVolume", "PersistentVolumeClaim");

  /** Annotation of an object that stays when its release is uninstalled. */
  public static final String POLICY = "helm.sh/resource-policy";

  private final Connection connection;
  private final Set<String> known = new HashSet<>();
  private final List<Leftover> found = new ArrayList<>();
  private final List<String> kept = new ArrayList<>();
  private final List<ReleaseRecord> discarded = new ArrayList<>();

  /**
   * An object that is left.
   *
   * @param object as a previous revision rendered it
   * @param revision that revision
   * @param uid which object of that name it is
   */
  public record Leftover(RenderedObject object, int revision, String uid) {}

  /**
   * Looks on the given cluster.
   *
   * @param present the revision whose objects stay; null if none does
   */
  public Leftovers(Connection connection, @Nullable ReleaseRecord present) {
    this.connection = connection;
    if (present != null) {
      objects(present).forEach(object -> known.add(key(object)));
    }
  }

  /**
   * Looks for objects that a revision made, except those of a revision that was looked at before.
   *
   * @param told whether to name the objects that must stay
   */
  public Leftovers of(ReleaseRecord previous, boolean told) {
    List<RenderedObject> objects;
    try {
      objects = objects(previous);
    } catch (PerconaPgException e) {
      if (e.problem().code() != ProblemCode.RELEASE_UNREADABLE) {
        throw e;
      }
      kept.add("Cannot tell what revision " + previous.revision() + " left: " + e.getMessage());
      return this;
    }
    for (var object : objects) {
      if (known.add(key(object)) && !NEVER.contains(object.kind())) {
        look(object, previous, told);
      }
    }
    return this;
  }

  /**
   * Looks for objects of records that were discarded and not replaced. Those records are removed
   * with the objects: the current revision tells whose all others are.
   */
  public Leftovers ofDiscarded(String namespace, String release) {
    for (var record : new QuarantinedRecords(connection).discarded(namespace, release)) {
      discarded.add(record);
      of(record, true);
    }
    return this;
  }

  /** Returns the objects that may be removed. */
  public List<Leftover> found() {
    return List.copyOf(found);
  }

  /** Returns what stays, and why, a sentence each. */
  public List<String> kept() {
    return List.copyOf(kept);
  }

  /**
   * Removes the objects, each only if it is still the one that was found.
   *
   * @return what was removed and what stays, a sentence each
   * @throws io.github.perconapg.problem.PerconaPgException if one cannot be removed
   */
  public List<String> remove(ReleaseLock lock) {
    var notes = new ArrayList<String>();
    for (var left : found) {
      lock.check();
      var shown = left.object().shown();
      try {
        connection.api().delete(left.object().path(), left.uid());
        notes.add("Removed " + shown + ", which revision " + left.revision() + " had left.");
      } catch (KubernetesClientException e) {
        if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
          throw connection.failure(
              "removing " + shown + ", which revision " + left.revision() + " had left", e);
        }
        notes.add(shown + " was left: it was deleted and created again meanwhile.");
      }
    }
    for (var record : discarded) {
      lock.check();
      new Releases(connection).delete(record);
    }
    notes.addAll(kept);
    return notes;
  }

  private void look(RenderedObject object, ReleaseRecord previous, boolean told) {
    Map<String, Object> live;
    try {
      live = connection.api().get(object.path());
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
        throw connection.failure("looking for " + object.shown(), e);
      }
      kept.add(
          "Cannot tell whether "
              + object.shown()
              + " of revision "
              + previous.revision()
              + " is still there: the permission to get it is missing.");
      return;
    }
    if (live == null || Unstructured.at(live, "metadata", "deletionTimestamp") != null) {
      return;
    }
    var annotations = Unstructured.map(live, "metadata", "annotations");
    if (isKept(annotations) || isKept(object)) {
      keep(told, object.shown() + " was left: its annotation " + POLICY + " says so.");
    } else if (previous.name().equals(annotations.get(WellKnownMetadata.RELEASE_NAME))
        && previous.namespace().equals(annotations.get(WellKnownMetadata.RELEASE_NAMESPACE))) {
      found.add(
          new Leftover(object, previous.revision(), Unstructured.text(live, "metadata", "uid")));
    } else {
      keep(told, object.shown() + " was left: it does not carry this release's ownership.");
    }
  }

  private void keep(boolean told, String why) {
    if (told) {
      kept.add(why);
    }
  }

  /** Returns whether a policy of its manifest keeps an object when its release is uninstalled. */
  public static boolean isKept(RenderedObject object) {
    return isKept(Unstructured.map(object.content(), "metadata", "annotations"));
  }

  /** As Helm reads it: any value but keep would be a mistake, and then the object stays as well. */
  private static boolean isKept(Map<String, Object> annotations) {
    return annotations.get(POLICY) != null;
  }

  private List<RenderedObject> objects(ReleaseRecord record) {
    return RenderedObjects.of(record.manifest(), record.namespace(), connection.discovery());
  }

  /** Without group and version: an object that moved from one to another is the same object. */
  private static String key(RenderedObject object) {
    return object.kind() + "/" + object.namespace() + "/" + object.name();
  }
}
