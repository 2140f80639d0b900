package io.github.perconapg.internal.plan;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.perconapg.internal.chart.Chart;
import io.github.perconapg.internal.chart.ChartVersion;
import io.github.perconapg.internal.crd.CrdChange;
import io.github.perconapg.internal.helm.ReleaseRecord;
import io.github.perconapg.internal.helm.RenderedObject;
import io.github.perconapg.internal.kubernetes.ApiPath;
import io.github.perconapg.internal.kubernetes.Connection;
import io.github.perconapg.internal.operator.CrVersions;
import io.github.perconapg.internal.operator.CustomResource;
import io.github.perconapg.internal.operator.CustomResources;
import io.github.perconapg.internal.operator.OperatorMinor;
import io.github.perconapg.internal.operator.WatchedNamespaces;
import io.github.perconapg.internal.problem.Truncation;
import io.github.perconapg.model.Change;
import io.github.perconapg.model.Change.Action;
import io.github.perconapg.model.DesiredState;
import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What lives beside an operator and must bear its change: the database clusters that it looks
 * after, and other operators on the same CRDs.
 */
public final class CoexistenceCheck {

  /** The right without which other operators cannot be looked for. */
  public static final String LIST_DEPLOYMENTS =
      "The rule that is missing, in a ClusterRole:\n"
          + "- apiGroups: [\"apps\"]\n  resources: [\"deployments\"]\n  verbs: [\"list\"]";

  private static final int SHOWN = 8;

  private final Connection connection;
  private final DesiredState desired;
  private final PlanFindings findings;

  CoexistenceCheck(Connection connection, DesiredState desired, PlanFindings findings) {
    this.connection = connection;
    this.desired = desired;
    this.findings = findings;
  }

  /**
   * A change of the watched namespaces is a change of its own, and needs consent.
   *
   * @param would the namespaces that would be watched
   * @return the same
   */
  Set<String> watched(Set<String> would, @Nullable ReleaseRecord current) {
    var watched = current == null ? would : WatchedNamespaces.of(current);
    if (!watched.equals(would)) {
      var before = WatchedNamespaces.shown(watched);
      var after = WatchedNamespaces.shown(would);
      findings.changes.add(
          Change.of(
              Action.UPDATE, "WatchedNamespaces", desired.release(), before + " -> " + after));
      if (!desired.consent().acceptWatchChange()) {
        findings.refusals.add(
            Problem.of(
                    ProblemCode.WATCH_CHANGED,
                    "The operator would watch other namespaces than now, so that clusters would"
                        + " lose their operator or get one",
                    "Keep values watchNamespace and watchAllNamespaces as they are, or confirm with"
                        + " percona-pg.acceptWatchChange=true.")
                .facts(List.of("now: " + before, "then: " + after)));
      }
    }
    if (!watched.equals(would) || current == null) {
      absent(would);
    }
    return would;
  }

  /** Told before anything is written, and not refused: they may be created later. */
  private void absent(Set<String> watched) {
    var absent = new ArrayList<String>();
    for (var name : watched) {
      try {
        if (!name.equals(desired.namespace())
            && connection.api().get(ApiPath.namespace(name)) == null) {
          absent.add(name);
        }
      } catch (KubernetesClientException e) {
        if (e.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
          throw e;
        }
        return; // who may not read namespaces cannot be told
      }
    }
    if (!absent.isEmpty()) {
      findings.notes.add(
          "The operator is to watch what does not exist: namespace "
              + String.join(", namespace ", absent)
              + ". It works on no cluster there until the namespace is created (kubectl create"
              + " namespace); check value watchNamespace.");
    }
  }

  /**
   * Tells whether the clusters of these namespaces ask for a version that the operator serves.
   *
   * @param operator the version of the operator that would run
   * @param route the charts that are passed, the first being this one
   * @return the clusters; null when they could not be listed, which is then a refusal
   */
  @Nullable List<CustomResource> clusters(
      Set<String> watched, String operator, List<ChartVersion> route) {
    List<CustomResource> clusters;
    try {
      clusters = new CustomResources(connection).in(CustomResources.CLUSTERS, watched);
    } catch (PerconaPgException e) {
      findings.refusals.addAll(e.problems());
      return null;
    }
    CrVersions.refusal(operator, clusters).ifPresent(findings.refusals::add);
    route.stream()
        .skip(1)
        .flatMap(
            step ->
                CrVersions.refusal(step.appVersion(), clusters).stream().map(p -> stop(step, p)))
        .limit(1)
        .forEach(findings.notes::add);
    return clusters;
  }

  /**
   * Refuses operator 2 where operator 3 has been: what that moved to its own group, operator 2 does
   * not find and makes a second time. Asked of the cluster, since no record may tell it.
   *
   * @param version the version of the operator that would run
   */
  void moved(Set<String> watched, String version) {
    if (OperatorMinor.of(version).filter(minor -> minor.major() < 3).isEmpty()) {
      return;
    }
    try {
      var moved = new CustomResources(connection).moved(watched);
      if (!moved.isEmpty()) {
        findings.refusals.add(
            Problem.of(
                    ProblemCode.IRREVERSIBLE,
                    "Operator 3 has moved objects to group upstream.pgv2.percona.com, which"
                        + " operator "
                        + version
                        + " does not know: it would make a second database cluster beside each",
                    "Deploy a chart with operator 3.0 or later, or another namespace.")
                .facts(
                    Truncation.lines(moved.stream().map(CustomResource::shown).toList(), SHOWN)));
      }
    } catch (PerconaPgException e) {
      findings.refusals.addAll(e.problems());
    }
  }

  private static String stop(ChartVersion step, Problem problem) {
    return "The step to "
        + step
        + " will be refused as long as "
        + String.join(", ", problem.facts())
        + ".";
  }

  /**
   * Other operators that would work on the same clusters, or lose their CRDs.
   *
   * @param scopeIsNew whether this operator watched other namespaces before, or did not exist
   */
  void operators(
      Set<String> watched,
      List<RenderedObject> rendered,
      List<RenderedObject> previous,
      List<CrdChange> writes,
      Chart chart,
      boolean scopeIsNew) {
    var own =
        Stream.concat(rendered.stream(), previous.stream())
            .filter(object -> object.kind().equals("Deployment"))
            .map(object -> object.namespace() + "/" + object.name())
            .collect(Collectors.toSet());
    var others = OperatorInventory.find(connection.api(), own);
    if (!others.known()) {
      unknown(writes);
      return;
    }
    findings.refusals.addAll(others.notServed(writes, chart.appVersion()));
    var unjudged = others.unjudged(writes);
    if (!unjudged.isEmpty()) {
      findings.notes.add(
          "Whether the CRDs of operator "
              + chart.appVersion()
              + " serve "
              + Truncation.words(unjudged, SHOWN)
              + " cannot be told: the image's tag says no version.");
    }
    if (scopeIsNew) {
      findings.refusals.addAll(others.overlapping(watched));
    } else {
      findings.notes.addAll(others.notes());
    }
  }

  private void unknown(List<CrdChange> writes) {
    if (writes.stream().allMatch(CrdChange::creates)) {
      findings.notes.add(
          "Whether other operators are on this cluster cannot be told: Deployments may not be"
              + " listed in all namespaces.");
    } else {
      findings.blocked.add(
          Problem.of(
                  ProblemCode.PERMISSION_MISSING,
                  "Whether other operators use the CRDs that would be upgraded cannot be"
                      + " told: Deployments may not be listed in all namespaces",
                  "Ask an administrator for this permission, or to apply the CRDs"
                      + " (crds=check).")
              .facts(List.of(LIST_DEPLOYMENTS)));
    }
  }
}
