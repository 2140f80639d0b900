package io.github.perconapg.controlplane.operator;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.github.perconapg.controlplane.chart.OperatorRelease;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the stand-in has to know of a pod of the operator. */
record OperatorPod(Pod pod) {
  /** Carried by all pods of the operator, whatever the release. */
  static final String LABEL = "pgv2.percona.com/control-plane";

  /** The label's value. */
  static final String LABEL_VALUE = "postgres-operator";

  /** The real operator is killed at 16Mi; this much would still not do. */
  private static final BigDecimal TOO_LITTLE_MEMORY = BigDecimal.valueOf(20L << 20);

  String namespace() {
    return pod.getMetadata().getNamespace();
  }

  String name() {
    return pod.getMetadata().getName();
  }

  String uid() {
    return pod.getMetadata().getUid();
  }

  String serviceAccount() {
    return pod.getSpec().getServiceAccountName();
  }

  boolean isScheduled() {
    String node = pod.getSpec().getNodeName();
    return node != null && !node.isEmpty();
  }

  boolean isDeleted() {
    return pod.getMetadata().getDeletionTimestamp() != null;
  }

  /** The operator's container: the first one, in every release. */
  Container container() {
    return pod.getSpec().getContainers().get(0);
  }

  /** By the image's tag; an unknown tag counts as 2.7, the release that was observed most. */
  OperatorRelease release() {
    return OperatorRelease.ofImage(container().getImage()).orElse(OperatorRelease.V2_7);
  }

  /** How this pod is to fail, by its annotation or by what is wrong with it. */
  Optional<Failure> failure() {
    if (container().getImage().endsWith(":does-not-exist")) {
      return Optional.of(Failure.IMAGE_MISSING);
    }
    if (hasTooLittleMemory()) {
      return Optional.of(Failure.OUT_OF_MEMORY);
    }
    return Failure.of(pod);
  }

  private boolean hasTooLittleMemory() {
    var resources = container().getResources();
    Map<String, Quantity> limits = resources == null ? null : resources.getLimits();
    Quantity memory = limits == null ? null : limits.get("memory");
    return memory != null && Quantity.getAmountInBytes(memory).compareTo(TOO_LITTLE_MEMORY) < 0;
  }

  /** The container's environment, with the namespace where a field reference asks for it. */
  Map<String, String> environment() {
    Map<String, String> all = new HashMap<>();
    for (EnvVar variable : container().getEnv()) {
      String value = variable.getValue();
      boolean reference = variable.getValueFrom() != null;
      all.put(variable.getName(), reference ? namespace() : value == null ? "" : value);
    }
    return all;
  }

  /** The namespaces whose databases it looks after; empty for all. */
  List<String> watchedNamespaces() {
    String value = environment().getOrDefault("WATCH_NAMESPACE", "");
    return Arrays.stream(value.split(",", -1))
        .map(String::strip)
        .filter(each -> !each.isEmpty())
        .toList();
  }
}
