package io.github.perconapg.controlplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.perconapg.controlplane.audit.AuditEntry;
import io.github.perconapg.controlplane.audit.AuditLog;
import io.github.perconapg.controlplane.junit.FreshNamespace;
import io.github.perconapg.controlplane.junit.WithApiServer;
import io.github.perconapg.controlplane.junit.WithControlPlane;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@WithApiServer
class ControlPlaneTest {
  @Test
  void answersToItsOwnKubectlAsTheVersionThatItWasBuiltAs(ControlPlane plane) {
    String version = plane.kubectl("version").run(Duration.ofSeconds(20)).orThrow();
    assertThat(version).contains("Server Version: v1.34.4");
  }

  @Test
  void listensOnLoopbackOnly(ControlPlane plane) throws Exception {
    assertThat(plane.server()).startsWith("https://127.0.0.1:");
    int port = URI.create(plane.server()).getPort();
    for (NetworkInterface card : Collections.list(NetworkInterface.getNetworkInterfaces())) {
      for (InetAddress address : Collections.list(card.getInetAddresses())) {
        if (!address.isLoopbackAddress()) {
          assertThatThrownBy(() -> new Socket(address, port).close())
              .isInstanceOf(IOException.class);
        }
      }
    }
  }

  @Test
  void enforcesRoles(ControlPlane plane) {
    var answer = plane.kubectl("get", "secrets", "--as", "somebody").run(Duration.ofSeconds(20));
    assertThat(answer.exitCode()).isNotZero();
    assertThat(answer.output()).contains("User \"somebody\" cannot list resource \"secrets\"");
  }

  @Test
  void recordsEachRequestWithItsAnswer(
      KubernetesClient client, AuditLog log, @FreshNamespace String namespace) {
    AuditLog.Mark start = log.mark();
    createNamespace(client, namespace);
    client.pods().inNamespace(namespace).withName("nobody").get();
    assertThat(log.requestsSince(start))
        .filteredOn(entry -> !entry.isFromThePlane())
        .extracting(AuditEntry::verb, AuditEntry::resource, AuditEntry::name, AuditEntry::code)
        .contains(
            tuple("create", "namespaces", namespace, 201), tuple("get", "pods", "nobody", 404));
    assertThat(log.writesSince(start)).singleElement().matches(e -> e.name().equals(namespace));
  }

  @Test
  void tellsReadsFromWrites(KubernetesClient client, AuditLog log) {
    AuditLog.Mark start = log.mark();
    client.pods().inAnyNamespace().list();
    assertThat(log.writesSince(start)).isEmpty();
    assertThat(log.requestsSince(start)).anyMatch(entry -> entry.resource().equals("pods"));
  }

  @Test
  void keepsItsKeysPrivate(ControlPlane plane) throws Exception {
    Path folder = plane.kubeconfig().getParent();
    assertThat(folder).isNotNull();
    assertThat(Files.getPosixFilePermissions(folder))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
  }

  @Nested
  @WithControlPlane
  @Tag(WithControlPlane.FULL)
  class Whole {
    @Test
    @Tag(WithControlPlane.ANY_CLUSTER)
    void runsPods(KubernetesClient client, @FreshNamespace String namespace) {
      createNamespace(client, namespace);
      client
          .serviceAccounts()
          .inNamespace(namespace)
          .withName("default")
          .waitUntilCondition(account -> account != null, 20, TimeUnit.SECONDS);
      client
          .pods()
          .inNamespace(namespace)
          .resource(
              new PodBuilder()
                  .withNewMetadata()
                  .withName("any")
                  .endMetadata()
                  .withNewSpec()
                  .addNewContainer()
                  .withName("main")
                  .withImage("example.invalid/any:1")
                  .endContainer()
                  .endSpec()
                  .build())
          .create();
      client.pods().inNamespace(namespace).withName("any").waitUntilReady(20, TimeUnit.SECONDS);
    }

    @Test
    void keepsWhatItHoldsWhenItsApiServerIsRestarted() {
      // A plane of its own: other tests would meet a server that is not there.
      try (ControlPlane plane = ControlPlane.start(PlaneOptions.defaults())) {
        try (KubernetesClient client = plane.newClient()) {
          createNamespace(client, "kept");
          plane.restartApiServer();
          plane.awaitApiServer();
          assertThat(client.namespaces().withName("kept").get()).isNotNull();
        }
      }
    }
  }

  private static void createNamespace(KubernetesClient client, String name) {
    client
        .namespaces()
        .resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
        .create();
  }
}
