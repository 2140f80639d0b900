package io.github.perconapg.internal.permission;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.perconapg.internal.chart.Chart;
import io.github.perconapg.internal.helm.ChartObjects;
import io.github.perconapg.internal.helm.DesiredRelease;
import io.github.perconapg.internal.kubernetes.Connection;
import io.github.perconapg.internal.operator.CustomResources;
import io.github.perconapg.model.CrdPolicy;
import io.github.perconapg.model.DesiredState;
import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Names all permissions that a caller lacks once the first refused question shows that it lacks
 * some. Without this a caller would learn of one with each run, since the first 403 ends a plan. To
 * ask for one's own permissions needs none.
 */
public final class MissingPermissions {

  private MissingPermissions() {}

  /**
   * All that a deploy would be refused for.
   *
   * @param refused what ended the plan
   * @return a problem that names all of it; what ended the plan when that was no missing
   *     permission, or when no other is missing
   */
  public static PerconaPgException ofDeploy(
      Connection connection, DesiredState desired, Chart chart, PerconaPgException refused) {
    var values = DesiredRelease.of(chart, desired, null).values();
    var objects =
        ChartObjects.expected(values, chart.name(), desired.release(), desired.namespace());
    var needed = new RequiredPermissions(desired.namespace());
    if (desired.input().target().spec().createNamespace()) {
      needed.createNamespace();
    }
    if (desired.crds() == CrdPolicy.APPLY) {
      needed.applyDefinitions();
    }
    needed
        .records()
        .operator()
        .insight()
        .objects(objects)
        .seeDatabases(
            ChartObjects.watched(values, desired.namespace()), List.of(CustomResources.CLUSTERS));
    return of(connection, desired, needed.all(), "deploying", refused);
  }

  /**
   * All that a destroy would be refused for.
   *
   * @param refused what ended the plan
   * @return as for {@link #ofDeploy}
   */
  public static PerconaPgException ofDestroy(
      Connection connection, DesiredState desired, PerconaPgException refused) {
    var objects =
        ChartObjects.expected(
            desired.values(), desired.release(), desired.release(), desired.namespace());
    var needed =
        new RequiredPermissions(desired.namespace())
            .records()
            .pods()
            .removal(objects)
            .seeDatabases(
                ChartObjects.watched(desired.values(), desired.namespace()),
                List.of(
                    CustomResources.CLUSTERS, CustomResources.BACKUPS, CustomResources.RESTORES));
    return of(connection, desired, needed.all(), "destroying", refused);
  }

  private static PerconaPgException of(
      Connection connection,
      DesiredState desired,
      Collection<Permission> needed,
      String doing,
      PerconaPgException refused) {
    if (refused.problem().code() != ProblemCode.PERMISSION_MISSING) {
      return refused;
    }
    List<Permission> lacking;
    try {
      lacking = new AccessReview(connection).lacking(needed);
    } catch (KubernetesClientException e) {
      refused.addSuppressed(e);
      return refused;
    }
    if (lacking.isEmpty()) {
      return refused;
    }
    var facts = new ArrayList<String>();
    facts.add("The first that was refused: " + refused.problem().summary());
    facts.add("All that is missing, as roles:");
    facts.add(RoleYaml.of(lacking, desired.namespace(), false).yaml().stripTrailing());
    return Problem.of(
            ProblemCode.PERMISSION_MISSING,
            "%s lacks %d of the permissions that %s release %s/%s needs"
                .formatted(
                    connection.resolved().identity(),
                    lacking.size(),
                    doing,
                    desired.namespace(),
                    desired.release()),
            "Ask an administrator to grant them: percona-pg:rbac writes the roles with all that a"
                + " deployer needs and prints the commands that grant them. Fewer are needed with"
                + " createNamespace: false and crds=check.")
        .facts(facts)
        .asException(refused);
  }
}
