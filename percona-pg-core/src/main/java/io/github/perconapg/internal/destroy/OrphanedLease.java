package io.github.perconapg.internal.destroy;

import io.github.perconapg.internal.kubernetes.ApiPath;
import io.github.perconapg.internal.kubernetes.ApiRequests;
import io.github.perconapg.internal.operator.LeaseHolder;
import io.github.perconapg.internal.yaml.Unstructured;

/**
 * The Lease by which this tool's operator led. The operator does not remove it when it stops, and
 * neither does Helm, so it would keep the namespace for ever.
 */
final class OrphanedLease {

  private final ApiRequests api;

  OrphanedLease(ApiRequests api) {
    this.api = api;
  }

  /**
   * Removes it when its holder's pod is gone; one that is held by a living pod stays.
   *
   * @param name the name of the Lease
   */
  void remove(String namespace, String name) {
    var path = ApiPath.leases(namespace) + "/" + name;
    var lease = api.get(path);
    if (lease == null) {
      return;
    }
    var pod = LeaseHolder.of(Unstructured.text(lease, "spec", "holderIdentity")).pod();
    if (pod.isEmpty() || api.get(ApiPath.core(namespace, "pods") + "/" + pod) == null) {
      api.delete(path, Unstructured.text(lease, "metadata", "uid"));
    }
  }
}
