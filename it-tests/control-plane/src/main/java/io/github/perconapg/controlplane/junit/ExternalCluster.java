package io.github.perconapg.controlplane.junit;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.perconapg.controlplane.TestCluster;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The cluster that -Dit.kubeconfig names, once it is known that tests may use it. */
final class ExternalCluster implements TestCluster, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(ExternalCluster.class.getName());
  private static final List<String> GROUPS =
      List.of("pgv2.percona.com", "postgres-operator.crunchydata.com", "upstream.pgv2.percona.com");

  private final Path kubeconfig;
  private final Config config;
  private final AtomicInteger leftOut = new AtomicInteger();

  private ExternalCluster(Path kubeconfig) {
    this.kubeconfig = kubeconfig.toAbsolutePath();
    this.config = Config.fromKubeconfig(kubeconfig.toFile());
  }

  /** The file that the user named, or null. */
  static @Nullable Path named() {
    String file = System.getProperty("it.kubeconfig", "");
    return file.isEmpty() ? null : Path.of(file);
  }

  /**
   * Opens the cluster.
   *
   * @param disposable the server address that the user gave up, or null
   * @throws IllegalStateException when the cluster may be in use
   */
  static ExternalCluster open(Path kubeconfig, @Nullable String disposable) {
    ExternalCluster cluster = new ExternalCluster(kubeconfig);
    if (!cluster.server().equals(disposable)) {
      try (KubernetesClient client = cluster.newClient()) {
        cluster.refuseIfInUse(client);
      }
    }
    return cluster;
  }

  private void refuseIfInUse(KubernetesClient client) {
    List<String> found =
        client.apiextensions().v1().customResourceDefinitions().list().getItems().stream()
            .filter(crd -> GROUPS.contains(crd.getSpec().getGroup()))
            .map(crd -> crd.getMetadata().getName())
            .sorted()
            .toList();
    if (!found.isEmpty()) {
      throw new IllegalStateException(
          "The tests do not run on "
              + server()
              + ": it holds CRDs of the operator, so somebody may depend on them: "
              + String.join(", ", found)
              + ". If this cluster may be broken by tests, run again with -Dit.disposable="
              + server());
    }
  }

  /** Counts a test that is not for any cluster. */
  void leaveOut() {
    leftOut.incrementAndGet();
  }

  @Override
  public Path kubeconfig() {
    return kubeconfig;
  }

  @Override
  public String server() {
    return config.getMasterUrl().replaceAll("/$", "");
  }

  @Override
  public String context() {
    return config.getCurrentContext().getName();
  }

  @Override
  public void close() {
    LOG.log(
        System.Logger.Level.INFO,
        "Only tests tagged {0} ran, on {1}; {2} others were left out.",
        WithControlPlane.ANY_CLUSTER,
        server(),
        leftOut.get());
  }
}
