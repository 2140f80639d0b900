package io.github.perconapg.internal.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How kinds are named in paths, and whether they are in namespaces. The kinds of an operator's
 * chart are known by heart, so that a plan of it costs no discovery; all others are discovered.
 */
public final class ResourceNames {

  private static final Map<String, Set<String>> KNOWN =
      Map.of(
          "v1", Set.of("ConfigMap", "Namespace", "Pod", "Secret", "Service", "ServiceAccount"),
          "apps/v1", Set.of("Deployment"),
          "batch/v1", Set.of("CronJob", "Job"),
          "rbac.authorization.k8s.io/v1",
              Set.of("ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding"));

  /**
   * Kinds without a namespace, for a server that does not tell. A template may leave the namespace
   * out, so its absence does not tell either.
   */
  private static final Set<String> CLUSTER_SCOPED =
      Set.of(
          "APIService",
          "CSIDriver",
          "CertificateSigningRequest",
          "ClusterRole",
          "ClusterRoleBinding",
          "CustomResourceDefinition",
          "FlowSchema",
          "GatewayClass",
          "IngressClass",
          "MutatingAdmissionPolicy",
          "MutatingAdmissionPolicyBinding",
          "MutatingWebhookConfiguration",
          "Namespace",
          "PersistentVolume",
          "PriorityClass",
          "PriorityLevelConfiguration",
          "RuntimeClass",
          "SecurityContextConstraints",
          "StorageClass",
          "ValidatingAdmissionPolicy",
          "ValidatingAdmissionPolicyBinding",
          "ValidatingWebhookConfiguration",
          "VolumeSnapshotClass");

  private ResourceNames() {}

  /**
   * How a kind is served.
   *
   * @param discovery looks up unknown kinds; null to guess them
   */
  public static ApiDiscovery.Resource of(
      String apiVersion, String kind, @Nullable ApiDiscovery discovery) {
    if (discovery == null || KNOWN.getOrDefault(apiVersion, Set.of()).contains(kind)) {
      return guess(kind);
    }
    return discovered(apiVersion, kind, discovery).orElseGet(() -> guess(kind));
  }

  private static Optional<ApiDiscovery.Resource> discovered(
      String apiVersion, String kind, ApiDiscovery discovery) {
    try {
      return discovery.find(apiVersion, kind);
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
        return Optional.empty(); // some clusters keep discovery for themselves
      }
      throw e;
    }
  }

  /** The rule by which almost all kinds are named. */
  private static ApiDiscovery.Resource guess(String kind) {
    var lower = kind.toLowerCase(Locale.ROOT);
    String plural;
    if (lower.matches(".*[^aeiou]y")) {
      plural = lower.substring(0, lower.length() - 1) + "ies";
    } else if (lower.equals("endpoints") || lower.endsWith("constraints")) {
      plural = lower;
    } else {
      plural = lower.matches(".*(s|x|ch|sh)") ? lower + "es" : lower + "s";
    }
    return new ApiDiscovery.Resource(plural, !CLUSTER_SCOPED.contains(kind));
  }
}
