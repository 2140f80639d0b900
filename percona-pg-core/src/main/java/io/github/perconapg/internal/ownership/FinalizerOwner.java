package io.github.perconapg.internal.ownership;

import java.util.List;
import java.util.Map;

/** Who sets the finalizers that keep namespaces from going, as far as that is known. */
public final class FinalizerOwner {

  /** By the end of the domain before the slash. */
  private static final List<Map.Entry<String, String>> DOMAINS =
      List.of(
          Map.entry("cattle.io", "Rancher"),
          Map.entry("kubesphere.io", "KubeSphere"),
          Map.entry("clastix.io", "Capsule"),
          Map.entry("hnc.x-k8s.io", "the Hierarchical Namespace Controller"),
          Map.entry("argoproj.io", "Argo CD"),
          Map.entry("fluxcd.io", "Flux"),
          Map.entry("crossplane.io", "Crossplane"),
          Map.entry("openshift.io", "OpenShift"),
          Map.entry("loft.sh", "vCluster Platform"),
          Map.entry("open-cluster-management.io", "Open Cluster Management"));

  private FinalizerOwner() {}

  /** Whose a finalizer is: a product, the domain in its name, or its own name. */
  public static String of(String finalizer) {
    var slash = finalizer.indexOf('/');
    var domain = slash < 0 ? finalizer : finalizer.substring(0, slash);
    return DOMAINS.stream()
        .filter(known -> ("." + domain).endsWith("." + known.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("the controller of " + domain);
  }
}
