package io.github.perconapg.internal.permission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RoleYamlTest {

  private static final List<Permission> RIGHTS =
      List.of(
          new Permission("get", "", "secrets", "pgo"),
          new Permission("list", "", "secrets", "pgo"),
          new Permission("get", "", "pods/log", "pgo"),
          new Permission("list", "", "configmaps", "pgo"),
          new Permission("get", "", "configmaps", "pgo"),
          new Permission("create", "", "namespaces", ""));

  @Test
  void whatHasNoNamespaceStandsInAClusterRoleAndTheRestInARole() {
    var role = RoleYaml.of(RIGHTS, "pgo", false);
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
    var role = RoleYaml.of(RIGHTS, "pgo", true);
    assertThat(role.clusterWide()).isTrue();
    assertThat(role.namespaced()).isFalse();
    assertThat(role.yaml()).doesNotContain("kind: Role\n");
  }
}
