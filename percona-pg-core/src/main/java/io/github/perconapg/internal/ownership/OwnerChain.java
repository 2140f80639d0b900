package io.github.perconapg.internal.ownership;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.perconapg.internal.yaml.Unstructured;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which objects of a namespace the cluster's garbage collector deletes once others are deleted: one
 * that has owners goes with the last of them, and so on up the chain. Finalizers say nothing of it.
 */
public final class OwnerChain {

  /** Owners of owners; a longer chain is taken for one that ends in what goes. */
  private static final int LONGEST = 8;

  private final Api api;
  private final String namespace;
  private final Set<String> going;
  private final Map<String, Optional<String>> lists = new HashMap<>();
  private final Map<String, Optional<Map<String, Object>>> seen = new HashMap<>();

  /** Reads an object or a group's resources; null when there is none. */
  public interface Api {
    @Nullable Map<String, Object> get(String path);
  }

  /**
   * @param namespace where the objects are, and their owners
   * @param going the UIDs of the objects that are deleted
   */
  public OwnerChain(Api api, String namespace, Set<String> going) {
    this.api = api;
    this.namespace = namespace;
    this.going = going;
  }

  /**
   * The owners that take an object along; empty when it has none, or one that stays.
   *
   * @param object an object with its metadata
   */
  public Optional<String> taker(Object object) {
    return taker(object, 0);
  }

  /** Tells whether an owner of an object, or one above it, has the given UID. */
  public boolean leadTo(String uid, Object object) {
    return leadTo(uid, object, 0);
  }

  private boolean leadTo(String uid, Object object, int depth) {
    for (var owner : Unstructured.list(object, "metadata", "ownerReferences")) {
      if (uid.equals(Unstructured.text(owner, "uid")) || depth == LONGEST) {
        return true;
      }
      try {
        var live = live(owner);
        if (live != null && leadTo(uid, live, depth + 1)) {
          return true;
        }
      } catch (KubernetesClientException e) {
        orForbidden(e);
        if (mayLeadToACluster(Unstructured.text(owner, "apiVersion"))) {
          return true;
        }
      }
    }
    return false;
  }

  /** Of what may not be read: the kinds of other applications lead to none of ours. */
  private static boolean mayLeadToACluster(String apiVersion) {
    return apiVersion.contains("percona.com/")
        || apiVersion.startsWith("postgres-operator.crunchydata.com/")
        || apiVersion.startsWith("apps/")
        || apiVersion.startsWith("batch/");
  }

  private Optional<String> taker(Object object, int depth) {
    var takers = new ArrayList<String>();
    for (var owner : Unstructured.list(object, "metadata", "ownerReferences")) {
      var taken = goes(owner, depth);
      if (taken.isEmpty()) {
        return Optional.empty();
      }
      takers.add(taken.get());
    }
    return takers.isEmpty() ? Optional.empty() : Optional.of(String.join(" and ", takers));
  }

  /** How an owner goes; empty when it stays. */
  private Optional<String> goes(Object owner, int depth) {
    var shown = Unstructured.text(owner, "kind") + " " + Unstructured.text(owner, "name");
    if (going.contains(Unstructured.text(owner, "uid")) || depth == LONGEST) {
      return Optional.of(shown);
    }
    try {
      var live = live(owner);
      if (live == null
          || !Unstructured.text(live, "metadata", "uid").equals(Unstructured.text(owner, "uid"))) {
        return Optional.of(shown + ", which does not exist any more");
      }
      return Unstructured.at(live, "metadata", "deletionTimestamp") == null
          ? taker(live, depth + 1).map(above -> shown + " of " + above)
          : Optional.of(shown + ", which is being deleted");
    } catch (KubernetesClientException e) {
      orForbidden(e);
      return Optional.of(shown + ", which may not be read");
    }
  }

  /** What may not be told counts as that it goes. */
  private static void orForbidden(KubernetesClientException e) {
    if (e.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
      throw e;
    }
  }

  private @Nullable Map<String, Object> live(Object owner) {
    var version = Unstructured.text(owner, "apiVersion");
    var group = (version.contains("/") ? "/apis/" : "/api/") + version;
    var list =
        lists.computeIfAbsent(
            version + " " + Unstructured.text(owner, "kind"),
            key -> list(group, Unstructured.text(owner, "kind")));
    return list.flatMap(
            path ->
                seen.computeIfAbsent(
                    path + "/" + Unstructured.text(owner, "name"),
                    name -> Optional.ofNullable(api.get(name))))
        .orElse(null);
  }

  /** Where objects of a kind are; empty when the kind is not served, and so none is there. */
  private Optional<String> list(String group, String kind) {
    return Unstructured.list(api.get(group), "resources").stream()
        .filter(resource -> Unstructured.text(resource, "kind").equals(kind))
        .filter(resource -> !Unstructured.text(resource, "name").contains("/"))
        .map(
            resource ->
                group
                    + (Boolean.TRUE.equals(Unstructured.at(resource, "namespaced"))
                        ? "/namespaces/" + namespace
                        : "")
                    + "/"
                    + Unstructured.text(resource, "name"))
        .findFirst();
  }
}
