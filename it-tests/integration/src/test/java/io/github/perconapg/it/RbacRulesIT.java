package io.github.perconapg.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.perconapg.controlplane.ControlPlane;
import io.github.perconapg.controlplane.access.Users;
import io.github.perconapg.controlplane.audit.AuditLog;
import io.github.perconapg.controlplane.junit.FreshNamespace;
import io.github.perconapg.controlplane.junit.WithApiServer;
import io.github.perconapg.model.Change;
import io.github.perconapg.model.CrdPolicy;
import io.github.perconapg.model.DeployerScope;
import io.github.perconapg.model.DestroyOptions;
import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing in the roles that rbac prints is too much to be missed, by a deploy or by a destroy. */
@WithApiServer
@Tag(OperatorFixture.ANY_CHART)
class RbacRulesIT {

  private final KubernetesClient client;
  private final AuditLog audit;
  private final Users users;
  private final Installed installed;
  private final OperatorFixture scene;
  private final OperatorFixture there;

  RbacRulesIT(
      ControlPlane plane,
      KubernetesClient client,
      AuditLog audit,
      @FreshNamespace String namespace,
      @FreshNamespace String withAnOperator,
      @TempDir Path folder) {
    this.client = client;
    this.audit = audit;
    this.users = new Users(plane, client);
    this.installed = new Installed(plane, client);
    this.scene = OperatorFixture.of(plane, namespace, folder);
    this.there = OperatorFixture.of(plane, withAnOperator, folder);
  }

  /** An operator that a destroy would remove, and with it the CRDs. */
  @BeforeEach
  void install() {
    installed.working(there);
  }

  @Test
  void eachRuleOfTheClusterRoleThatTheRoleOfANamespaceLacksIsMissedByName() throws IOException {
    var rules = Rules.of(client, scene.rbac(DeployerScope.CLUSTER));
    var ofCluster = List.of("namespaces", "customresourcedefinitions", "*");
    var wide =
        rules.all().stream().filter(rule -> ofCluster.containsAll(rule.getResources())).toList();
    assertThat(wide).hasSize(3);
    for (var rule : wide) {
      var user = "less-" + ofCluster.indexOf(rule.getResources().get(0)) + "-" + scene.namespace();
      rules.without(rule).rights().grantEverywhere(client, user);
      isNamed(rule, user, scene, there);
    }
  }

  @Test
  void eachRuleOfTheRoleOfANamespaceIsMissedByName() throws IOException {
    new LiveCluster(client, scene.namespace()).createNamespace();
    var restricted = scene.existingNamespace().crds(CrdPolicy.SKIP);
    var rules = Rules.of(client, restricted.rbac(DeployerScope.NAMESPACE));
    for (var i = 0; i < rules.all().size(); i++) {
      var rule = rules.all().get(i);
      var user = "less-" + i + "-" + scene.namespace();
      for (var namespace : List.of(scene.namespace(), there.namespace())) {
        rules.without(rule).rights().grantIn(client, user, namespace);
      }
      isNamed(rule, user, restricted, there.existingNamespace().crds(CrdPolicy.SKIP));
    }
  }

  /** By the plan of a deploy, or by the one of a destroy where only that needs it. */
  private void isNamed(
      PolicyRule missing, String user, OperatorFixture deploying, OperatorFixture destroying)
      throws IOException {
    var kubeconfig = users.withClientCertificate(user);
    var limited = deploying.as(kubeconfig);
    var mark = audit.mark();
    var said = new ArrayList<String>();
    try {
      var plan = limited.plan();
      plan.blocked().forEach(problem -> said.add(problem.render()));
      plan.refusals().forEach(problem -> said.add(problem.render()));
      if (said.isEmpty()) {
        said.addAll(plan.notes()); // what is only unknown without it
      }
    } catch (PerconaPgException e) {
      e.problems().forEach(problem -> said.add(problem.render()));
    }
    if (said.stream().noneMatch(s -> s.contains("may not"))) {
      said.addAll(ofDestroy(destroying.as(kubeconfig)));
    }
    assertThat(audit.writesSince(mark)).filteredOn(e -> e.user().equals(user)).isEmpty();
    assertThat(missing.getResources())
        .as(missing + " is missing, and what is said is " + said)
        .anyMatch(resource -> said.stream().anyMatch(s -> names(s, resource)));
  }

  private static boolean names(String said, String resource) {
    return said.contains(resource.equals("*") ? "cannot be told" : resource);
  }

  @Test
  void aDeployRefusesWhatItsPlanMisses() throws IOException {
    new LiveCluster(client, scene.namespace()).createNamespace();
    var restricted = scene.existingNamespace().crds(CrdPolicy.SKIP);
    var rules = Rules.of(client, restricted.rbac(DeployerScope.NAMESPACE));
    var leases =
        rules.all().stream().filter(rule -> rule.getResources().contains("leases")).findFirst();
    var user = "no-lease-" + scene.namespace();
    rules.without(leases.orElseThrow()).rights().grantIn(client, user, scene.namespace());
    var limited = restricted.as(users.withClientCertificate(user));
    var mark = audit.mark();
    assertThat(OperatorFixture.failureOf(limited::deploy).problems())
        .isEqualTo(limited.plan().blocked())
        .isNotEmpty();
    assertThat(audit.writesSince(mark)).filteredOn(e -> e.user().equals(user)).isEmpty();
  }

  /** What destroy's plan says of what is there. */
  private static List<String> ofDestroy(OperatorFixture limited) {
    try {
      var plan = limited.planDestroy(DestroyOptions.defaults());
      var said = new ArrayList<String>();
      plan.refusals().forEach(problem -> said.add(problem.render()));
      plan.changes().stream()
          .filter(change -> change.action() == Change.Action.KEEP)
          .forEach(change -> said.addAll(change.details()));
      return said;
    } catch (PerconaPgException e) {
      return e.problems().stream().map(Problem::render).toList();
    }
  }
}
