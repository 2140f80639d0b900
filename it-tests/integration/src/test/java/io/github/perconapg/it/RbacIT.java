package io.github.perconapg.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.perconapg.controlplane.ControlPlane;
import io.github.perconapg.controlplane.access.Users;
import io.github.perconapg.controlplane.junit.FreshNamespace;
import io.github.perconapg.controlplane.junit.WithControlPlane;
import io.github.perconapg.model.CrdPolicy;
import io.github.perconapg.model.DeployResult;
import io.github.perconapg.model.DeployerScope;
import io.github.perconapg.model.DestroyResult;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The roles that rbac prints are enough; {@link RbacRulesIT} shows that each rule is needed. */
@WithControlPlane(own = true)
@Tag(OperatorFixture.ANY_CHART)
class RbacIT {

  private final KubernetesClient client;
  private final Users users;
  private final LiveCluster live;
  private final OperatorFixture scene;

  RbacIT(
      ControlPlane plane,
      KubernetesClient client,
      @FreshNamespace String namespace,
      @TempDir Path folder) {
    this.client = client;
    this.users = new Users(plane, client);
    this.live = new LiveCluster(client, namespace);
    this.scene = OperatorFixture.of(plane, namespace, folder);
  }

  @Test
  void whoHasExactlyTheClusterRoleDeploysVerifiesAndDestroys() throws IOException {
    var rules = Rules.of(client, scene.rbac(DeployerScope.CLUSTER));
    var user = "cluster-" + live.namespace();
    rules.rights().grantEverywhere(client, user);
    var limited = scene.as(users.withClientCertificate(user));

    assertThat(limited.deploy()).isInstanceOf(DeployResult.Installed.class);
    assertThat(limited.verify().healthy()).isTrue();
    assertThat(limited.destroy()).isInstanceOf(DestroyResult.Destroyed.class);
    assertThat(live.namespaceExists()).isFalse();
  }

  @Test
  void whoHasExactlyTheRoleNeedsNothingOfTheCluster() throws IOException {
    live.createNamespace();
    var restricted = scene.existingNamespace().crds(CrdPolicy.SKIP);
    var role = restricted.rbac(DeployerScope.NAMESPACE);
    assertThat(role.clusterWide()).isFalse();
    var rules = Rules.of(client, role);
    scene.existingNamespace().deploy(); // an administrator's, for the definitions
    scene.destroy();
    var user = "namespace-" + live.namespace();
    rules.rights().grantIn(client, user, live.namespace());
    var limited = restricted.as(users.withClientCertificate(user));

    assertThat(limited.deploy()).isInstanceOf(DeployResult.Installed.class);
    assertThat(limited.verify().healthy()).isTrue();
    assertThat(limited.destroy()).isInstanceOf(DestroyResult.Destroyed.class);
  }
}
