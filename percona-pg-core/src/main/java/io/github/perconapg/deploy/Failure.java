package io.github.perconapg.deploy;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.perconapg.health.Evidence;
import io.github.perconapg.health.OperatorTarget;
import io.github.perconapg.model.RunOptions;
import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import io.github.perconapg.release.Helm;
import io.github.perconapg.release.Releases;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What happens when an operator does not come up: evidence first, then what may be undone. */
final class Failure {

  /** The problems that are the operator's or its chart's, not those of the way to the cluster. */
  private static final Set<ProblemCode> OF_THE_OPERATOR =
      Set.of(
          ProblemCode.NOT_READY,
          ProblemCode.HELM_FAILED,
          ProblemCode.RIGHT_MISSING,
          ProblemCode.FOREIGN_OBJECT);

  private final KubernetesClient client;
  private final Releases releases;
  private final RunOptions options;
  private final String namespace;
  private final String release;
  private @Nullable Supplier<Helm> firstInstall;

  Failure(
      KubernetesClient client,
      Releases releases,
      RunOptions options,
      String namespace,
      String release) {
    this.client = client;
    this.releases = releases;
    this.options = options;
    this.namespace = namespace;
    this.release = release;
  }

  /**
   * From now on a failure is one of a first install, and is uninstalled.
   *
   * @param helm starts a worker with time of its own: most often it is for the deadline that the
   *     install failed
   */
  void ofFirstInstall(Supplier<Helm> helm) {
    this.firstInstall = helm;
  }

  /** Runs the work; when it fails for the operator's sake, keeps evidence and undoes. */
  void guard(Runnable work) {
    try {
      work.run();
    } catch (PerconaPgException e) {
      if (!OF_THE_OPERATOR.contains(e.problem().code())) {
        throw e;
      }
      throw new PerconaPgException(List.of(handle(e.problem())), e);
    }
  }

  /** What fails on the way is added to the problem, and never hides it. */
  private Problem handle(Problem problem) {
    var facts = new ArrayList<>(problem.facts());
    try {
      var history = releases.history(namespace, release);
      if (history.isEmpty()) {
        facts.add("Helm recorded nothing, so there is nothing to undo.");
        return problem.facts(facts);
      }
      var kept =
          new Evidence(client, options.outputDirectory())
              .keep(OperatorTarget.of(history.get(0)), problem, history);
      facts.add(undo());
      return problem.facts(facts).evidence(kept);
    } catch (PerconaPgException | KubernetesClientException | UncheckedIOException e) {
      facts.add(
          "Evidence could not be kept, so nothing was undone; the next deploy ends what was begun: "
              + e.getMessage());
      return problem.facts(facts);
    }
  }

  private String undo() {
    if (firstInstall == null) {
      return "Nothing was undone: the release and its definitions stay as they are.";
    }
    try (var helm = firstInstall.get()) {
      helm.uninstall(namespace, release);
    } catch (PerconaPgException e) {
      return "It could not be uninstalled; the next deploy ends what was begun: " + e.getMessage();
    }
    return "The failed first install was uninstalled; its namespace and definitions stay, so that"
        + " no data can be lost.";
  }
}
