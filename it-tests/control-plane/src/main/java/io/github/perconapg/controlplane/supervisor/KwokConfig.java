package io.github.perconapg.controlplane.supervisor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The configuration files that kwokctl and the API server read. */
final class KwokConfig {
  /** Everything is recorded with its metadata, once, when the answer has been given. */
  private static final String AUDIT_POLICY =
      """
      apiVersion: audit.k8s.io/v1
      kind: Policy
      omitStages: [RequestReceived, ResponseStarted]
      rules:
      - level: Metadata
      """;

  private static final String CONFIG =
      """
      apiVersion: config.kwok.x-k8s.io/v1alpha1
      kind: KwokctlConfiguration
      options:
        runtime: binary
        bindAddress: 127.0.0.1
        securePort: true
        kubeAuthorization: true
        kubeAdmission: true
        disableQPSLimits: true
        enableCRDs: [Stage, ClusterLogs]
        kubeVersion: %s
        kubeApiserverBinary: %s/kube-apiserver
        kubeControllerManagerBinary: %s/kube-controller-manager
        kubeSchedulerBinary: %s/kube-scheduler
        etcdBinary: %s/etcd
        kwokControllerBinary: %s/kwok
        kubeAuditPolicy: %s
        kubeApiserverPort: %d
        etcdPort: %d
        etcdPeerPort: %d
        kubeControllerManagerPort: %d
        kubeSchedulerPort: %d
        kwokControllerPort: %d
      """;

  private KwokConfig() {}

  static Path file(PlaneSpec spec) {
    return spec.work().resolve("kwokctl.yaml");
  }

  /** Writes the files, with ports that are free at this moment. */
  static void write(PlaneSpec spec) throws IOException {
    Path policy = spec.work().resolve("audit-policy.yaml");
    Files.writeString(policy, AUDIT_POLICY);
    Path programs = spec.kubernetesPrograms();
    List<Object> values = new ArrayList<>();
    values.add(spec.kubernetesVersion());
    values.addAll(List.of(programs, programs, programs, programs));
    values.add(spec.kwokPrograms());
    values.add(policy);
    values.addAll(freePorts(6));
    Files.writeString(file(spec), CONFIG.formatted(values.toArray()));
  }

  private static List<Integer> freePorts(int count) throws IOException {
    List<ServerSocket> held = new ArrayList<>();
    try {
      List<Integer> ports = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        held.add(socket);
        ports.add(socket.getLocalPort());
      }
      return ports;
    } finally {
      for (ServerSocket socket : held) {
        socket.close();
      }
    }
  }
}
