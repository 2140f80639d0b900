package io.github.perconapg.internal.plan;

import io.github.perconapg.internal.helm.RenderedObject;
import io.github.perconapg.internal.kubernetes.ApiRequests;
import io.github.perconapg.internal.kubernetes.ParallelRequests;
import io.github.perconapg.internal.operator.Paused;
import io.github.perconapg.internal.yaml.Unstructured;
import io.github.perconapg.model.Change;
import io.github.perconapg.model.Change.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Holds the objects of a revision against those on the cluster at one moment. Reads only. */
public final class LiveObjects {

  private final ApiRequests api;
  private final Map<String, Optional<Map<String, Object>>> seen = new ConcurrentHashMap<>();

  /** Reads over the given requests. */
  public LiveObjects(ApiRequests api) {
    this.api = api;
  }

  /**
   * Looks for drift; one request an object, several at once.
   *
   * @param objects what the revision rendered
   * @param namespace the release's namespace
   * @param admission tells what is as admission makes it, and so no drift
   */
  public Drift drift(List<RenderedObject> objects, String namespace, Admission admission) {
    var changes = new ArrayList<Change>();
    var unchanged = new ArrayList<Change>();
    var paused = new ArrayList<Paused>();
    var extras = new ArrayList<String>();
    var answers = ParallelRequests.ask(objects, this::at);
    for (var i = 0; i < objects.size(); i++) {
      var object = objects.get(i);
      var name = object.nameIn(namespace);
      var live = answers.get(i).orElse(null);
      if (live == null && goesByItself(object)) {
        unchanged.add(Change.of(Action.UNCHANGED, object.kind(), name, "ended, and gone"));
        continue;
      }
      if (live == null) {
        changes.add(Change.of(Action.CREATE, object.kind(), name, "drifted: it is missing"));
        continue;
      }
      extras.addAll(UnmanagedFields.of(object, live));
      var fields = new ArrayList<>(LiveDiff.between(object.content(), live));
      if (!fields.isEmpty() && !pausedByHand(object, live)) {
        for (var made : admission.made(object, live, fields)) {
          fields.remove(made);
          extras.add(
              object.shown() + " has " + made.shown() + ", made by admission on the cluster");
        }
      }
      if (pausedByHand(object, live)) {
        paused.add(new Paused(object.namespace(), object.name()));
        unchanged.add(
            Change.of(Action.UNCHANGED, object.kind(), name, "paused by hand: it has 0 replicas"));
      } else if (fields.isEmpty()) {
        unchanged.add(Change.of(Action.UNCHANGED, object.kind(), name, "as rendered"));
      } else {
        changes.add(
            Change.of(Action.UPDATE, object.kind(), name, "drifted from what was rendered")
                .fields(fields));
      }
    }
    return new Drift(changes, unchanged, paused, extras);
  }

  /** An object as it is on the cluster; read once. Called by several threads. */
  Optional<Map<String, Object>> at(RenderedObject object) {
    return seen.computeIfAbsent(object.path(), path -> Optional.ofNullable(api.get(path)));
  }

  /** A job that the cluster removes once it has ended. */
  private static boolean goesByItself(RenderedObject object) {
    return object.kind().equals("Job")
        && Unstructured.at(object.content(), "spec", "ttlSecondsAfterFinished") != null;
  }

  private static boolean pausedByHand(RenderedObject object, Map<String, Object> live) {
    return object.kind().equals("Deployment")
        && "0".equals(Unstructured.text(live, "spec", "replicas"))
        && !"0".equals(Unstructured.text(object.content(), "spec", "replicas"));
  }
}
