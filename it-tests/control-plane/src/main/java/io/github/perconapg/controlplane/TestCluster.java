package io.github.perconapg.controlplane;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.file.Path;

/** A cluster that tests may use: a plane of their own, or one that -Dit.kubeconfig names. */
public interface TestCluster {
  /**
   * A kubeconfig of an administrator.
   *
   * @return an absolute path; the file's current context is this cluster
   */
  Path kubeconfig();

  /**
   * The API server's address.
   *
   * @return such as https://127.0.0.1:34567, without a slash at the end
   */
  String server();

  /**
   * The context of {@link #kubeconfig} that is this cluster.
   *
   * @return its name
   */
  String context();

  /**
   * A new client with the administrator's rights.
   *
   * @return a client for the caller to close
   */
  default KubernetesClient newClient() {
    Config config = Config.fromKubeconfig(kubeconfig().toFile());
    return new KubernetesClientBuilder().withConfig(config).build();
  }
}
