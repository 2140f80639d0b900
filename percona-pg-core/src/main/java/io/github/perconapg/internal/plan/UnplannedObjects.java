package io.github.perconapg.internal.plan;

import io.github.perconapg.internal.helm.ChartHooks;
import io.github.perconapg.internal.helm.ReleaseRecord;
import io.github.perconapg.internal.helm.RenderedObject;
import io.github.perconapg.internal.helm.RenderedObjects;
import io.github.perconapg.internal.kubernetes.ApiDiscovery;
import io.github.perconapg.internal.yaml.Unstructured;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Compares what Helm has written with what the plan showed. A chart may render otherwise a moment
 * later: a template reads the clock, random numbers or the cluster. Other contents are the chart's
 * affair, but objects and permissions that no plan showed are not.
 */
public final class UnplannedObjects {

  private static final Set<String> GRANTS =
      Set.of("Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding");

  private static final List<String> GRANTED =
      List.of("rules", "aggregationRule", "roleRef", "subjects");

  private UnplannedObjects() {}

  /**
   * Returns what was written and not planned, hooks that ran among it; empty if there is none.
   *
   * @param planned what the plan showed, with all hooks
   * @param record what was written
   */
  public static Optional<Problem> find(
      List<RenderedObject> planned, ReleaseRecord record, ApiDiscovery discovery) {
    var recorded =
        new ArrayList<>(RenderedObjects.of(record.manifest(), record.namespace(), discovery));
    var hooks = RenderedObjects.of(record.hooks(), record.namespace(), discovery);
    recorded.addAll(ChartHooks.running(hooks, "install", "upgrade"));
    return find(planned, recorded);
  }

  static Optional<Problem> find(List<RenderedObject> planned, List<RenderedObject> recorded) {
    var known = new HashMap<String, RenderedObject>();
    planned.forEach(object -> known.put(object.path(), object));
    var facts = new ArrayList<String>();
    for (var object : recorded) {
      var shown = known.get(object.path());
      if (shown == null) {
        facts.add(object.shown() + " was not in the plan");
      } else if (grants(object, shown.content())) {
        facts.add(object.shown() + " grants other permissions than the plan showed");
      }
    }
    return facts.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Problem.of(
                    ProblemCode.UNPLANNED_OBJECTS,
                    "Helm has installed what the plan did not show",
                    ProblemCode.UNPLANNED_OBJECTS.advice())
                .facts(facts));
  }

  private static boolean grants(RenderedObject object, Map<String, Object> planned) {
    return GRANTS.contains(object.kind())
        && GRANTED.stream()
            .anyMatch(
                part ->
                    !Objects.equals(
                        Unstructured.at(object.content(), part), Unstructured.at(planned, part)));
  }
}
