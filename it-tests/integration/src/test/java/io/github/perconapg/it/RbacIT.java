package io.github.perconapg.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.perconapg.controlplane.ControlPlane;
import io.github.perconapg.controlplane.access.Rights;
import io.github.perconapg.controlplane.access.Users;
import io.github.perconapg.controlplane.audit.AuditLog;
import io.github.perconapg.controlplane.junit.FreshNamespace;
import io.github.perconapg.controlplane.junit.WithControlPlane;
import io.github.perconapg.model.CrdPolicy;
import io.github.perconapg.model.DeployResult;
import io.github.perconapg.model.DeployerScope;
import io.github.perconapg.model.DestroyOptions;
import io.github.perconapg.model.DestroyResult;
import io.github.perconapg.plan.Change;
import io.github.perconapg.problem.PerconaPgException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The roles that rbac prints are enough, and nothing in them is too much to be missed. */
@WithControlPlane(own = true)
@Tag(Scene.ANY_CHART)
class RbacIT {

  private final KubernetesClient client;
  private final AuditLog audit;
  private final Users users;
  private final Live live;
  private final Scene scene;

  RbacIT(
      ControlPlane plane,
      KubernetesClient client,
      AuditLog audit,
      @FreshNamespace String namespace,
      @TempDir Path folder) {
    this.client = client;
    this.audit = audit;
    this.users = new Users(plane, client);
    this.live = new Live(client, namespace);
    this.scene = Scene.of(plane, namespace, folder);
  }

  @Test
  void whoHasExactlyTheClusterRoleDeploysVerifiesAndDestroys() throws IOException {
    var rules = rules(scene.rbac(DeployerScope.CLUSTER).yaml());
    var user = "cluster-" + live.namespace();
    rights(rules, null).grantEverywhere(client, user);
    var limited = scene.as(users.withClientCertificate(user));

    assertThat(limited.deploy()).isInstanceOf(DeployResult.Installed.class);
    assertThat(limited.verify().healthy()).isTrue();
    assertThat(limited.destroy()).isInstanceOf(DestroyResult.Destroyed.class);
    assertThat(live.namespaceExists()).isFalse();

    // What a deployer in one namespace needs as well is taken away below.
    var ofCluster = List.of("namespaces", "customresourcedefinitions", "*");
    var wide = rules.stream().filter(rule -> ofCluster.containsAll(rule.getResources())).toList();
    assertThat(wide).hasSize(3);
    for (var rule : wide) {
      var other = "less-" + ofCluster.indexOf(rule.getResources().get(0)) + "-" + user;
      rights(rules, rule).grantEverywhere(client, other);
      isNamed(scene.as(users.withClientCertificate(other)), rule, other);
    }
  }

  @Test
  void whoHasExactlyTheRoleNeedsNothingOfTheCluster() throws IOException {
    live.createNamespace();
    var restricted = scene.existingNamespace().crds(CrdPolicy.SKIP);
    var role = restricted.rbac(DeployerScope.NAMESPACE);
    assertThat(role.clusterWide()).isFalse();
    var rules = rules(role.yaml());
    scene.existingNamespace().deploy(); // an administrator's, for the definitions
    scene.destroy();
    var user = "namespace-" + live.namespace();
    rights(rules, null).grantIn(client, user, live.namespace());
    var limited = restricted.as(users.withClientCertificate(user));

    assertThat(limited.deploy()).isInstanceOf(DeployResult.Installed.class);
    assertThat(limited.verify().healthy()).isTrue();
    assertThat(limited.destroy()).isInstanceOf(DestroyResult.Destroyed.class);

    for (var i = 0; i < rules.size(); i++) {
      var other = "less-" + i + "-" + live.namespace();
      rights(rules, rules.get(i)).grantIn(client, other, live.namespace());
      isNamed(restricted.as(users.withClientCertificate(other)), rules.get(i), other);
    }
  }

  /** By the plan of a deploy, or by the one of a destroy where only that needs it. */
  private void isNamed(Scene limited, PolicyRule missing, String user) {
    var mark = audit.mark();
    var said = new ArrayList<String>();
    try {
      var plan = limited.plan();
      plan.blocked().forEach(problem -> said.add(problem.render()));
      plan.refusals().forEach(problem -> said.add(problem.render()));
      if (!said.isEmpty()) {
        assertThat(Scene.failureOf(limited::deploy)).as(missing.toString()).isNotNull();
      }
    } catch (PerconaPgException e) {
      e.problems().forEach(problem -> said.add(problem.render()));
    }
    assertThat(audit.writesSince(mark)).filteredOn(e -> e.user().equals(user)).isEmpty();
    if (said.isEmpty()) {
      said.addAll(limited.plan().notes()); // what is only unknown without it
    }
    if (said.stream().noneMatch(s -> s.contains("may not"))) {
      said.addAll(ofDestroy(limited));
    }
    assertThat(missing.getResources())
        .as(missing + " is missing, and what is said is " + said)
        .anyMatch(
            resource ->
                said.stream()
                    .anyMatch(
                        s ->
                            resource.equals("*")
                                ? s.contains("cannot be told")
                                : s.contains(resource)));
  }

  /** Destroy's plan, with something there that it would remove. */
  private List<String> ofDestroy(Scene limited) {
    scene.deploy();
    try {
      var plan = limited.planDestroy(DestroyOptions.defaults());
      var said = new ArrayList<String>();
      plan.refusals().forEach(problem -> said.add(problem.render()));
      plan.changes().stream()
          .filter(change -> change.action() == Change.Action.KEEP)
          .forEach(change -> said.addAll(change.details()));
      return said;
    } catch (PerconaPgException e) {
      return e.problems().stream().map(problem -> problem.render()).toList();
    } finally {
      scene.destroy();
    }
  }

  private List<PolicyRule> rules(String yaml) {
    var rules = new ArrayList<PolicyRule>();
    for (HasMetadata document :
        client.load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8))).items()) {
      rules.addAll(
          document instanceof ClusterRole wide ? wide.getRules() : ((Role) document).getRules());
    }
    return rules;
  }

  private static Rights rights(List<PolicyRule> rules, @Nullable PolicyRule but) {
    var rights = Rights.none();
    for (var rule : rules) {
      if (!rule.equals(but)) {
        rights =
            rights.may(
                rule.getVerbs(),
                rule.getApiGroups().get(0),
                rule.getResources().toArray(String[]::new));
      }
    }
    return rights;
  }
}
