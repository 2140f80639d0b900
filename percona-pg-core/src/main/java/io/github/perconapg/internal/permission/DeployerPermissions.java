package io.github.perconapg.internal.permission;

import io.github.perconapg.internal.chart.Chart;
import io.github.perconapg.internal.crd.CrdKinds;
import io.github.perconapg.internal.helm.ChartHooks;
import io.github.perconapg.internal.helm.DesiredRelease;
import io.github.perconapg.internal.helm.HelmSession;
import io.github.perconapg.internal.helm.RenderedObject;
import io.github.perconapg.internal.helm.RenderedObjects;
import io.github.perconapg.internal.kubernetes.ApiDiscovery;
import io.github.perconapg.internal.operator.CustomResources;
import io.github.perconapg.internal.operator.WatchedNamespaces;
import io.github.perconapg.model.CrdPolicy;
import io.github.perconapg.model.DeployerRole;
import io.github.perconapg.model.DeployerScope;
import io.github.perconapg.model.DesiredState;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The minimal permissions to deploy, verify and destroy a desired state. */
public final class DeployerPermissions {

  private DeployerPermissions() {}

  /**
   * Renders the chart, since who deploys has to hold what its Roles give away.
   *
   * @param discovery names the kinds that are rendered
   * @param helm renders; reads only the version and the kinds of the cluster
   * @param moved kinds of a later operator that this cluster serves, which a deploy looks for
   */
  public static DeployerRole role(
      DesiredState desired,
      Chart chart,
      HelmSession helm,
      ApiDiscovery discovery,
      List<String> moved,
      DeployerScope scope) {
    var wanted = DesiredRelease.of(chart, desired, null);
    var operation = wanted.operation(chart, desired);
    var rendered = helm.render(operation, CrdKinds.of(chart, chart.crds()), 0);
    var objects = RenderedObjects.rendered(rendered.manifest(), desired.namespace(), discovery);
    var hooks = RenderedObjects.rendered(rendered.hooks(), desired.namespace(), discovery);
    var needed = new RequiredPermissions(desired.namespace());
    if (scope == DeployerScope.CLUSTER) {
      needed.createNamespace().deleteNamespace();
      if (desired.crds() == CrdPolicy.APPLY) {
        needed.applyDefinitions();
      }
    }
    needed
        .records()
        .operator()
        .insight()
        .objects(objects)
        .hooks(ChartHooks.running(hooks, "install", "upgrade", "delete"))
        .removal(objects)
        .givenAway(objects)
        .seeDatabases(seen(objects, desired.namespace()), kinds(objects, moved));
    return RoleYaml.of(needed.all(), desired.namespace(), scope == DeployerScope.CLUSTER);
  }

  /** Returns those that it watches, and its own, which a destroy looks into as well. */
  private static Set<String> seen(List<RenderedObject> objects, String namespace) {
    var watched = WatchedNamespaces.of(objects, namespace);
    if (watched.isEmpty()) {
      return watched;
    }
    var seen = new LinkedHashSet<>(watched);
    seen.add(namespace);
    return seen;
  }

  /** Operator 3.0 has its inner clusters in another group, which its Role names. */
  public static Set<String> kinds(List<RenderedObject> objects, List<String> moved) {
    var kinds =
        new LinkedHashSet<>(
            List.of(CustomResources.CLUSTERS, CustomResources.BACKUPS, CustomResources.RESTORES));
    var groups =
        new RequiredPermissions("")
            .givenAway(objects).all().stream()
                .filter(right -> right.resource().equals("postgresclusters"))
                .map(Permission::group)
                .collect(Collectors.toCollection(TreeSet::new));
    CustomResources.INNER_CLUSTERS.stream()
        .filter(kind -> groups.contains(CustomResources.groupOf(kind)))
        .forEach(kinds::add);
    kinds.addAll(moved);
    return kinds;
  }
}
