package io.github.perconapg.internal.crd;

import io.github.perconapg.internal.kubernetes.ApiPath;
import io.github.perconapg.internal.kubernetes.ApiRequests;
import io.github.perconapg.internal.ownership.GitOpsManagers;
import io.github.perconapg.internal.ownership.WellKnownMetadata;
import io.github.perconapg.internal.yaml.Unstructured;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The metadata of a CRD on the cluster.
 *
 * @param name {@code plural.group}
 * @param resourceVersion its resource version
 * @param generation rises with every change of its spec
 * @param hash our hash annotation; empty when it has none
 * @param versionLabel the label by which the chart names its version, which is not always right;
 *     empty when it has none
 * @param terminating whether it is being deleted
 * @param specManagers the field managers that own a field of its spec, sorted
 * @param gitOpsOwner the mark of Argo CD, Flux or OLM that it carries; empty when it has none
 */
public record LiveCrd(
    String name,
    String resourceVersion,
    long generation,
    String hash,
    String versionLabel,
    boolean terminating,
    Set<String> specManagers,
    String gitOpsOwner) {

  /** Managers whose fields may be adopted: this tool, Helm 3 and 4, helm-java, and kubectl. */
  private static final Set<String> OURS_TO_FORCE =
      Set.of("percona-pg", "helm", "java", "kubectl", "kubectl-client-side-apply");

  /** All CRDs of the cluster by name; one request, without their schemas. */
  public static Map<String, LiveCrd> list(ApiRequests api) {
    var found = new HashMap<String, LiveCrd>();
    for (var item : Unstructured.list(api.listMetadata(ApiPath.DEFINITIONS), "items")) {
      var crd = of(Unstructured.map(item, "metadata"));
      found.put(crd.name(), crd);
    }
    return found;
  }

  public static LiveCrd of(Map<String, Object> metadata) {
    return new LiveCrd(
        Unstructured.text(metadata, "name"),
        Unstructured.text(metadata, "resourceVersion"),
        metadata.get("generation") instanceof Number n ? n.longValue() : 0,
        Unstructured.text(metadata, "annotations", WellKnownMetadata.CRD_HASH),
        Unstructured.text(metadata, "labels", WellKnownMetadata.CRD_VERSION),
        metadata.get("deletionTimestamp") != null,
        specManagers(Unstructured.list(metadata, "managedFields")),
        GitOpsManagers.of(metadata));
  }

  /** The managers of the spec that must not be overruled. */
  public List<String> foreignManagers() {
    return specManagers.stream().filter(m -> !OURS_TO_FORCE.contains(m)).toList();
  }

  /** Tells whether only this tool manages the spec. */
  boolean managedByUsAlone() {
    return specManagers.equals(Set.of(ApiRequests.FIELD_MANAGER));
  }

  private static Set<String> specManagers(List<Object> managedFields) {
    var managers = new TreeSet<String>();
    for (var entry : managedFields) {
      if (Unstructured.at(entry, "fieldsV1", "f:spec") != null) {
        managers.add(Unstructured.text(entry, "manager"));
      }
    }
    return managers;
  }
}
