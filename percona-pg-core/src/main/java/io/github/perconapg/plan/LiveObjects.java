package io.github.perconapg.plan;

import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import io.github.perconapg.target.ApiRequests;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Holds rendered objects against those on the cluster. */
public final class LiveObjects {

  private final ApiRequests api;

  /** Reads over the given requests. */
  public LiveObjects(ApiRequests api) {
    this.api = api;
  }

  /** Objects that exist and belong to somebody else, a problem each. */
  public List<Problem> foreign(List<RenderedObject> objects, String release, String namespace) {
    var problems = new ArrayList<Problem>();
    for (var object : objects) {
      var live = api.get(object.path());
      if (live != null) {
        foreign(object, Tree.map(live, "metadata"), release, namespace).ifPresent(problems::add);
      }
    }
    return problems;
  }

  /** Fields that differ from what was rendered, and objects that are missing: drift. */
  Drift drift(List<RenderedObject> objects) {
    var differences = new ArrayList<String>();
    var paused = new ArrayList<String>();
    for (var object : objects) {
      var live = api.get(object.path());
      if (live == null) {
        differences.add(object.shown() + " is missing");
      } else if (pausedByHand(object, live)) {
        paused.add(object.shown() + " is paused by hand: it has 0 replicas");
      } else {
        for (var difference : LiveDiff.between(object.content(), live)) {
          differences.add(object.shown() + " " + difference);
        }
      }
    }
    return new Drift(differences, paused);
  }

  private static boolean pausedByHand(RenderedObject object, Map<String, Object> live) {
    return object.kind().equals("Deployment") && "0".equals(Tree.text(live, "spec", "replicas"));
  }

  private static Optional<Problem> foreign(
      RenderedObject object, Map<String, Object> metadata, String release, String namespace) {
    var owner = Tree.text(metadata, "annotations", Marks.RELEASE_NAME);
    var ownerNamespace = Tree.text(metadata, "annotations", Marks.RELEASE_NAMESPACE);
    var gitOps = GitOpsMarks.of(metadata);
    if (owner.equals(release) && ownerNamespace.equals(namespace) && gitOps.isEmpty()) {
      return Optional.empty();
    }
    var facts = new ArrayList<String>();
    facts.add("UID " + Tree.text(metadata, "uid"));
    facts.add(
        owner.isEmpty()
            ? "it belongs to no Helm release"
            : "it belongs to Helm release " + ownerNamespace + "/" + owner);
    if (!gitOps.isEmpty()) {
      facts.add("tracked by " + gitOps);
    }
    return Optional.of(
        Problem.of(
                ProblemCode.FOREIGN_OBJECT,
                object.shown() + " exists and is not part of release " + namespace + "/" + release,
                "Remove it with the tool that made it, or deploy to another namespace.")
            .facts(facts));
  }

  /**
   * What differs, and what is left alone on purpose.
   *
   * @param differences one a field or missing object
   * @param paused Deployments that were scaled to nothing, a sentence each
   */
  record Drift(List<String> differences, List<String> paused) {}
}
