package io.github.perconapg.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ExecConfigBuilder;
import io.fabric8.kubernetes.api.model.NamedAuthInfo;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.internal.KubeConfigUtils;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.github.perconapg.controlplane.ControlPlane;
import io.github.perconapg.controlplane.access.Rights;
import io.github.perconapg.controlplane.access.Users;
import io.github.perconapg.controlplane.audit.AuditLog;
import io.github.perconapg.controlplane.junit.FreshNamespace;
import io.github.perconapg.controlplane.junit.WithControlPlane;
import io.github.perconapg.event.Event;
import io.github.perconapg.model.DeployResult;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Each form of credential reaches the end of a deploy, also through the Helm worker. */
@WithControlPlane
class CredentialsIT {

  private final ControlPlane plane;
  private final KubernetesClient client;
  private final AuditLog audit;
  private final LiveCluster live;
  private final OperatorFixture scene;
  private final Users users;
  private final Path folder;

  CredentialsIT(
      ControlPlane plane,
      KubernetesClient client,
      AuditLog audit,
      @FreshNamespace String namespace,
      @TempDir Path folder) {
    this.plane = plane;
    this.client = client;
    this.audit = audit;
    this.folder = folder;
    this.live = new LiveCluster(client, namespace);
    this.scene = OperatorFixture.of(plane, namespace, folder);
    this.users = new Users(plane, client);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aToken() throws IOException {
    worksFor(account(), users.withToken("default", live.namespace()));
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aTokenFile() throws IOException {
    worksFor(account(), users.withTokenFile("default", live.namespace()));
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aClientCertificate() throws IOException {
    var user = "certified-" + live.namespace();
    worksFor(user, users.withClientCertificate(user));
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void anExecPlugin() throws IOException {
    worksFor(account(), plugin(""));
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void anExecPluginWhoseTokensEndBeforeTheRun() throws IOException {
    var soon = Instant.now().plus(Duration.ofMinutes(14));
    var kubeconfig = plugin(",\"expirationTimestamp\":\"" + soon + "\"");
    Rights.all().grantEverywhere(client, account());
    assertThat(scene.as(kubeconfig).timeout(Duration.ofMinutes(20)).deploy())
        .isInstanceOf(DeployResult.Installed.class);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void anExecPluginWhoseTokensEndAtOnceIsRefusedBeforeAnythingIsWrittenAndInPreview()
      throws IOException {
    var soon = Instant.now().plus(Duration.ofSeconds(90));
    var theirs =
        scene
            .as(plugin(",\"expirationTimestamp\":\"" + soon + "\""))
            .timeout(Duration.ofMinutes(5));
    Rights.all().grantEverywhere(client, account());

    assertThat(theirs.plan().blocked())
        .extracting(Problem::code)
        .contains(ProblemCode.CREDENTIAL_EXPIRED);
    assertThat(OperatorFixture.failureOf(theirs::deploy).problems())
        .extracting(Problem::code)
        .contains(ProblemCode.CREDENTIAL_EXPIRED);
    assertThat(live.namespaceExists()).isFalse();
  }

  /** A kubeconfig with a plugin that supplies a token, and more fields of the answer's status. */
  private Path plugin(String more) throws IOException {
    var token = users.token("default", live.namespace());
    var plugin =
        Files.writeString(
            folder.resolve("plugin.sh"),
            """
            #!/bin/sh
            echo '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"%s"%s}}'
            """
                .formatted(token, more));
    Files.setPosixFilePermissions(plugin, PosixFilePermissions.fromString("rwx------"));
    var kubeconfig = users.withToken("default", live.namespace());
    return edited(
        kubeconfig,
        user -> {
          user.getUser().setToken(null);
          user.getUser()
              .setExec(
                  new ExecConfigBuilder()
                      .withApiVersion("client.authentication.k8s.io/v1")
                      .withCommand(plugin.toString())
                      .withInteractiveMode("Never")
                      .build());
        });
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void impersonation() throws IOException {
    var user = "someone-else-" + live.namespace();
    var kubeconfig =
        edited(plane.kubeconfig(), admin -> admin.getUser().setAdditionalProperty("as", user));
    worksFor(user, kubeconfig);
  }

  private void worksFor(String user, Path kubeconfig) throws IOException {
    Rights.all().grantEverywhere(client, user);
    var theirs = scene.as(kubeconfig);
    var mark = audit.mark();

    assertThat(theirs.deploy()).isInstanceOf(DeployResult.Installed.class);

    var writes = live.among(audit.writesSince(mark));
    assertThat(writes).extracting(e -> e.user()).containsOnly(user);
    assertThat(writes).anyMatch(e -> e.resource().equals("deployments"));
    nothingTells(secretsOf(kubeconfig), theirs);
  }

  /** No secret of the kubeconfig is in an event or in a file that is left. */
  private void nothingTells(List<String> secrets, OperatorFixture theirs) throws IOException {
    for (var secret : secrets) {
      assertThat(theirs.events()).extracting(Event::toString).noneMatch(e -> e.contains(secret));
    }
    assertThat(theirs.temporary()).isEmptyDirectory();
  }

  private static List<String> secretsOf(Path kubeconfig) throws IOException {
    var found = new ArrayList<String>();
    for (var user : KubeConfigUtils.parseConfig(kubeconfig.toFile()).getUsers()) {
      var info = user.getUser();
      for (var secret : new String[] {info.getToken(), info.getClientKeyData()}) {
        if (secret != null && !secret.isEmpty()) {
          found.add(secret);
        }
      }
    }
    return found;
  }

  private Path edited(Path kubeconfig, Consumer<NamedAuthInfo> change) throws IOException {
    var config = KubeConfigUtils.parseConfig(kubeconfig.toFile());
    config.getUsers().forEach(change);
    return Files.writeString(folder.resolve("edited.kubeconfig"), Serialization.asYaml(config));
  }

  private String account() {
    return "system:serviceaccount:default:" + live.namespace();
  }
}
