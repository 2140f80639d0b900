package io.github.perconapg.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DeployerRoleTest {

  private static final List<Right> RIGHTS =
      List.of(
          new Right("get", "", "secrets", "pgo"),
          new Right("list", "", "secrets", "pgo"),
          new Right("get", "", "pods/log", "pgo"),
          new Right("list", "", "configmaps", "pgo"),
          new Right("get", "", "configmaps", "pgo"),
          new Right("create", "", "namespaces", ""));

  @Test
  void whatHasNoNamespaceStandsInAClusterRoleAndTheRestInARole() {
    var role = DeployerRole.of(RIGHTS, "pgo", false);
    assertThat(role.yaml())
        .isEqualTo(
            """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata:
              name: percona-pg-deployer
            rules:
            - apiGroups: [""]
              resources: ["namespaces"]
              verbs: ["create"]
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: Role
            metadata:
              name: percona-pg-deployer
              namespace: pgo
            rules:
            - apiGroups: [""]
              resources: ["configmaps", "secrets"]
              verbs: ["get", "list"]
            - apiGroups: [""]
              resources: ["pods/log"]
              verbs: ["get"]
            """);
  }

  @Test
  void whoWorksEverywhereGetsOneClusterRole() {
    var role = DeployerRole.of(RIGHTS, "pgo", true);
    assertThat(role.clusterWide()).isTrue();
    assertThat(role.namespaced()).isFalse();
    assertThat(role.yaml()).doesNotContain("kind: Role\n");
  }
}
