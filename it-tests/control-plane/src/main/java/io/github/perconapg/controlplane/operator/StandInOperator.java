package io.github.perconapg.controlplane.operator;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Plays the operator in every pod of a plane that carries the operator's label: what the kubelet
 * would report of the pod, and what the operator in it would do through the API, with the rights of
 * the pod's own ServiceAccount.
 *
 * <p>It is a stand-in: no database is ever started.
 */
public final class StandInOperator implements AutoCloseable {
  /** How the stand-in's requests can be told in the audit log. */
  public static final String USER_AGENT = "percona-pg-stand-in/1";

  private final KubernetesClient client;
  private final Path logs;
  private final StandInOptions options;
  private final Map<String, PodLife> lives = new ConcurrentHashMap<>();
  private final SharedIndexInformer<Pod> pods;

  private StandInOperator(KubernetesClient client, Path logs, StandInOptions options) {
    this.client = client;
    this.logs = logs;
    this.options = options;
    this.pods =
        client
            .pods()
            .inAnyNamespace()
            .withLabel(OperatorPod.LABEL, OperatorPod.LABEL_VALUE)
            .inform(new Handler());
  }

  /**
   * Starts playing, for pods that are there and those to come.
   *
   * @param kubeconfig of an administrator
   * @param logs a folder for the containers' logs; made when absent
   * @param options how to play
   * @return the running stand-in
   */
  public static StandInOperator start(Path kubeconfig, Path logs, StandInOptions options) {
    Config config = Config.fromKubeconfig(kubeconfig.toFile());
    config.setUserAgent(USER_AGENT);
    // A watch that breaks is to be seen, since the operator says so in its log.
    config.setWatchReconnectLimit(0);
    KubernetesClient client = new KubernetesClientBuilder().withConfig(config).build();
    return new StandInOperator(client, logs.toAbsolutePath(), options);
  }

  /** Stops playing; the pods stay as they are. */
  @Override
  public void close() {
    pods.close();
    lives.values().forEach(PodLife::abandon);
    client.close();
  }

  private final class Handler implements ResourceEventHandler<Pod> {
    @Override
    public void onAdd(Pod pod) {
      OperatorPod seen = new OperatorPod(pod);
      lives
          .computeIfAbsent(seen.uid(), uid -> new PodLife(client, logs, seen, options.timeFactor()))
          .seen(seen);
    }

    @Override
    public void onUpdate(Pod before, Pod pod) {
      onAdd(pod);
    }

    @Override
    public void onDelete(Pod pod, boolean stateUnknown) {
      PodLife life = lives.remove(pod.getMetadata().getUid());
      if (life != null) {
        life.gone();
      }
    }
  }
}
