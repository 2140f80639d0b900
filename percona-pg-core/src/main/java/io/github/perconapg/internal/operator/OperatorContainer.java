package io.github.perconapg.internal.operator;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.ContainerResource;

/** The operator's container in one of its pods, to read its log from. */
public final class OperatorContainer {

  private OperatorContainer() {}

  /** Without waiting until it is ready, since the log of one that never is tells most. */
  public static ContainerResource of(KubernetesClient client, OperatorTarget operator, Pod pod) {
    return client
        .pods()
        .inNamespace(operator.namespace())
        .withName(pod.getMetadata().getName())
        .inContainer(operator.container())
        .withReadyWaitTimeout(0);
  }
}
