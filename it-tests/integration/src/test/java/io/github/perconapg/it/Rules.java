package io.github.perconapg.it;

import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.perconapg.controlplane.access.Rights;
import io.github.perconapg.model.DeployerRole;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The rules of a role that rbac prints. */
record Rules(List<PolicyRule> all) {

  static Rules of(KubernetesClient client, DeployerRole role) {
    var rules = new ArrayList<PolicyRule>();
    var yaml = new ByteArrayInputStream(role.yaml().getBytes(StandardCharsets.UTF_8));
    for (var document : client.load(yaml).items()) {
      rules.addAll(
          document instanceof ClusterRole wide ? wide.getRules() : ((Role) document).getRules());
    }
    return new Rules(rules);
  }

  Rights rights() {
    var rights = Rights.none();
    for (var rule : all) {
      rights =
          rights.may(
              rule.getVerbs(),
              rule.getApiGroups().get(0),
              rule.getResources().toArray(String[]::new));
    }
    return rights;
  }

  Rules without(PolicyRule one) {
    return new Rules(all.stream().filter(rule -> !rule.equals(one)).toList());
  }
}
