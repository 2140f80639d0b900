package io.github.perconapg.maven;

import io.github.perconapg.internal.outlet.PrivateFiles;
import io.github.perconapg.maven.parameter.Parameters;
import io.github.perconapg.maven.render.RoleLines;
import io.github.perconapg.model.DeployerScope;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Writes the minimal roles for deploying, verifying and destroying the manifest to {@code
 * rbac.yaml} in {@code outputDirectory}, and prints them with the commands that grant them. They
 * include what the operator's own Role grants, since Kubernetes does not let you grant permissions
 * you do not hold. Changes nothing on the cluster.
 *
 * @since 0.1.0
 */
@Mojo(name = "rbac", requiresProject = false, threadSafe = true)
public final class RbacMojo extends ValuesMojo {

  /**
   * Where the deployer works: {@code cluster} in any namespace, creating it if needed, and on the
   * CRDs; {@code namespace} in the manifest's, which exists, with crds=check or skip.
   *
   * <p>Example: {@code -Dpercona-pg.scope=namespace}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "percona-pg.scope", defaultValue = "cluster")
  String scope = "cluster";

  /**
   * Skips this goal.
   *
   * <p>Example: {@code -Dpercona-pg.rbac.skip}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "percona-pg.rbac.skip", defaultValue = "false")
  boolean rbacSkip;

  @Override
  String goal() {
    return "rbac";
  }

  @Override
  boolean skipGoal() {
    return rbacSkip;
  }

  @Override
  Verb verb(Parameters parameters) {
    var wanted = parameters.choice("scope", scope, DeployerScope.class);
    return (cluster, desired, turn) -> {
      var role = cluster.rbac(desired, wanted);
      var file = turn.folder().resolve("rbac.yaml");
      PrivateFiles.write(file, role.yaml());
      turn.report().writePrinted();
      turn.show(RoleLines.of(role, file, desired.namespace()));
    };
  }
}
