package io.github.perconapg.controlplane.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.perconapg.controlplane.ControlPlane;
import io.github.perconapg.controlplane.audit.AuditLog;
import io.github.perconapg.controlplane.junit.FreshNamespace;
import io.github.perconapg.controlplane.junit.WithApiServer;
import io.github.perconapg.controlplane.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

@WithApiServer
class UsersTest {
  private final ControlPlane plane;
  private final KubernetesClient client;
  private final Users users;

  UsersTest(ControlPlane plane, KubernetesClient client) {
    this.plane = plane;
    this.client = client;
    this.users = new Users(plane, client);
  }

  @Test
  void mayDoNothingWithoutRights() throws IOException {
    Command.Result answer = as(users.withClientCertificate("anna"), "get", "pods");
    assertThat(answer.output()).contains("User \"anna\" cannot list resource \"pods\"");
  }

  @Test
  void mayDoWhatWasGrantedInOneNamespace(@FreshNamespace String namespace) throws IOException {
    users.token(namespace, "any");
    Rights.none().may(List.of("list"), "", "pods").grantIn(client, "berta", namespace);
    Path kubeconfig = users.withClientCertificate("berta");
    assertThat(as(kubeconfig, "get", "pods", "-n", namespace).exitCode()).isZero();
    assertThat(as(kubeconfig, "get", "pods", "-n", "default").exitCode()).isNotZero();
  }

  @Test
  void areKnownByTokenAndByTokenFile(AuditLog log, @FreshNamespace String namespace)
      throws IOException {
    String user = "system:serviceaccount:" + namespace + ":carl";
    Path token = users.withToken(namespace, "carl");
    Path file = users.withTokenFile(namespace, "carl");
    Rights.all().grantEverywhere(client, user);
    AuditLog.Mark start = log.mark();
    assertThat(as(token, "get", "nodes").exitCode()).isZero();
    assertThat(as(file, "get", "nodes").exitCode()).isZero();
    assertThat(log.requestsSince(start))
        .filteredOn(entry -> entry.resource().equals("nodes") && entry.user().equals(user))
        .hasSize(2);
  }

  @Test
  void haveFilesThatNobodyElseCanRead() throws IOException {
    assertThat(Files.getPosixFilePermissions(users.withClientCertificate("dora")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  private Command.Result as(Path kubeconfig, Object... words) {
    return plane.kubectl(words).env("KUBECONFIG", kubeconfig).run(Duration.ofSeconds(30));
  }
}
