package io.github.perconapg.controlplane.access;

import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Rights that a user is to have. Immutable; each {@code may} gives a changed copy, and nothing is
 * written before {@code grant}.
 */
public final class Rights {
  private final List<PolicyRule> rules;

  private Rights(List<PolicyRule> rules) {
    this.rules = List.copyOf(rules);
  }

  /** No rights at all. */
  public static Rights none() {
    return new Rights(List.of());
  }

  /** Every right, as cluster-admin has. */
  public static Rights all() {
    return none().may(List.of("*"), "*", "*");
  }

  /**
   * Adds a rule.
   *
   * @param verbs such as get and list
   * @param group the API group, empty for the core group, * for all
   * @param resources plurals, with subresources as pods/log; * for all
   * @return a changed copy
   */
  public Rights may(List<String> verbs, String group, String... resources) {
    List<PolicyRule> more = new ArrayList<>(rules);
    more.add(
        new PolicyRuleBuilder()
            .withVerbs(verbs)
            .withApiGroups(group)
            .withResources(resources)
            .build());
    return new Rights(more);
  }

  /**
   * Grants these rights in one namespace, which exists.
   *
   * @param client an administrator's client
   * @param user the user's name; system:serviceaccount:NAMESPACE:NAME for a ServiceAccount
   * @param namespace the namespace
   */
  public void grantIn(KubernetesClient client, String user, String namespace) {
    String role = createRole(client);
    client
        .resource(
            new RoleBindingBuilder()
                .withNewMetadata()
                .withName(role)
                .withNamespace(namespace)
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", role)
                .addNewSubject("rbac.authorization.k8s.io", "User", user, null)
                .build())
        .create();
  }

  /**
   * Grants these rights everywhere.
   *
   * @param client an administrator's client
   * @param user the user's name; system:serviceaccount:NAMESPACE:NAME for a ServiceAccount
   */
  public void grantEverywhere(KubernetesClient client, String user) {
    String role = createRole(client);
    client
        .resource(
            new ClusterRoleBindingBuilder()
                .withNewMetadata()
                .withName(role)
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", role)
                .addNewSubject("rbac.authorization.k8s.io", "User", user, null)
                .build())
        .create();
  }

  private String createRole(KubernetesClient client) {
    ClusterRole role =
        new ClusterRoleBuilder()
            .withNewMetadata()
            .withName("rights-" + UUID.randomUUID())
            .endMetadata()
            .withRules(rules)
            .build();
    return client.resource(role).create().getMetadata().getName();
  }
}
