package io.github.perconapg.it;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.github.perconapg.controlplane.audit.AuditEntry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What an administrator sees and does in one namespace, beside the library. */
record LiveCluster(KubernetesClient client, String namespace) {

  static final String NAME = "pg-operator";

  private static final Duration LIMIT = Duration.ofSeconds(60);

  void createNamespace() {
    client
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
        .create();
  }

  boolean namespaceExists() {
    return client.namespaces().withName(namespace).get() != null;
  }

  @Nullable Deployment deployment() {
    return client.apps().deployments().inNamespace(namespace).withName(NAME).get();
  }

  /** Somebody edits the operator's Deployment. */
  void edit(UnaryOperator<DeploymentBuilder> change) {
    edit(
        client.apps().deployments().inNamespace(namespace).withName(NAME),
        deployment -> change.apply(new DeploymentBuilder(deployment)).build());
  }

  /**
   * Somebody edits an object. Without its resource version, which the client would send along: a
   * controller that writes a status meanwhile must not fail a person's edit.
   */
  static <T extends HasMetadata> void edit(Resource<T> object, UnaryOperator<T> change) {
    var unused =
        object.edit(
            seen -> {
              var changed = change.apply(seen);
              changed.getMetadata().setResourceVersion(null);
              return changed;
            });
  }

  String deploymentUid() {
    return Objects.requireNonNull(deployment()).getMetadata().getUid();
  }

  /** What the objects of the chart hold beside their metadata, by kind. */
  Map<String, Object> rendered() {
    var rbac = client.rbac();
    return Map.of(
        "Deployment",
        Objects.requireNonNull(deployment()).getSpec(),
        "Role",
        rbac.roles().inNamespace(namespace).withName(NAME).require().getRules(),
        "RoleBinding",
        rbac.roleBindings().inNamespace(namespace).withName(NAME).require().getSubjects(),
        "ServiceAccount",
        client
            .serviceAccounts()
            .inNamespace(namespace)
            .withName(NAME)
            .require()
            .getMetadata()
            .getLabels());
  }

  List<Pod> pods() {
    return client.pods().inNamespace(namespace).list().getItems();
  }

  /** Deletes the pods without leaving them time to end. */
  void killPods() {
    pods().forEach(pod -> client.resource(pod).withGracePeriod(0).delete());
  }

  /** Changes one field of one object, as a run that died in the middle or a person may have. */
  void setLogLevelToDebug() {
    edit(
        d ->
            d.editSpec()
                .editTemplate()
                .editSpec()
                .editFirstContainer()
                .editMatchingEnv(e -> e.getName().equals("LOG_LEVEL"))
                .withValue("DEBUG")
                .endEnv()
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec());
  }

  /** Scales the operator to none, and waits until its pod is gone. */
  void pause() {
    client.apps().deployments().inNamespace(namespace).withName(NAME).scale(0);
    untilTrue(() -> pods().isEmpty());
  }

  /** The release's records, in no order. */
  List<Secret> records() {
    return client.secrets().inNamespace(namespace).withLabel("owner", "helm").list().getItems();
  }

  Secret record(int revision) {
    return client
        .secrets()
        .inNamespace(namespace)
        .withName("sh.helm.release.v1." + NAME + ".v" + revision)
        .require();
  }

  /** The values of the revision that is deployed. */
  Map<String, Object> values() {
    return Records.values(
        records().stream()
            .filter(r -> "deployed".equals(r.getMetadata().getLabels().get("status")))
            .findFirst()
            .orElseThrow());
  }

  /** The lock, while there is one. */
  @Nullable HasMetadata lock() {
    return client.leases().inNamespace(namespace).withName("percona-pg-" + NAME).get();
  }

  /**
   * Those of some requests that are about this namespace, where other tests run beside this one.
   */
  List<AuditEntry> among(List<AuditEntry> requests) {
    return requests.stream().filter(e -> e.namespace().equals(namespace)).toList();
  }

  /**
   * Looks again and again until there is something.
   *
   * @return the first answer that is not null
   */
  static <T> T until(Supplier<@Nullable T> question) {
    return until(LIMIT, question);
  }

  private static <T> T until(Duration limit, Supplier<@Nullable T> question) {
    long end = System.nanoTime() + limit.toNanos();
    while (true) {
      var answer = question.get();
      if (answer != null) {
        return answer;
      }
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("it did not happen within " + limit);
      }
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
  }

  /** Looks again and again until it holds. */
  static void untilTrue(Supplier<Boolean> question) {
    untilTrue(LIMIT, question);
  }

  /** The same for what is known to take longer. */
  static void untilTrue(Duration limit, Supplier<Boolean> question) {
    var unused = until(limit, () -> question.get() ? Boolean.TRUE : null);
  }
}
