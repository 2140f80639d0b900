package io.github.perconapg.destroy;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.perconapg.plan.Tree;
import io.github.perconapg.target.ApiRequests;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is in a namespace, apart from what every namespace has by itself. */
final class NamespaceContents {

  private static final Set<String> OF_EVERY_NAMESPACE =
      Set.of(
          "configmaps/kube-root-ca.crt",
          "configmaps/openshift-service-ca.crt",
          "configmaps/istio-ca-root-cert",
          "serviceaccounts/default");

  private static final Set<String> SERVICE_ACCOUNT_SECRETS =
      Set.of("kubernetes.io/service-account-token", "kubernetes.io/dockercfg");

  private final ApiRequests api;
  private final List<String> objects = new ArrayList<>();
  private final List<String> unanswered = new ArrayList<>();

  private NamespaceContents(ApiRequests api) {
    this.api = api;
  }

  /** Lists every namespaced resource that can be listed. */
  static NamespaceContents read(KubernetesClient client, String namespace) {
    var contents = new NamespaceContents(new ApiRequests(client));
    contents.readGroup("/api/v1", namespace, new HashSet<>());
    var groups = contents.ask("/apis");
    for (var group : Tree.list(groups, "groups")) {
      // A group's preferred version need not hold all of its resources.
      var seen = new HashSet<String>();
      for (var version : Tree.list(group, "versions")) {
        contents.readGroup("/apis/" + Tree.text(version, "groupVersion"), namespace, seen);
      }
    }
    return contents;
  }

  /** What is there and is somebody's, as {@code resource/name}. */
  List<String> objects() {
    return objects;
  }

  /** Questions that were not answered; while there are any, nothing is known to be empty. */
  List<String> unanswered() {
    return unanswered;
  }

  private void readGroup(String groupPath, String namespace, Set<String> seen) {
    for (var resource : Tree.list(ask(groupPath), "resources")) {
      var name = Tree.text(resource, "name");
      var listable = Tree.list(resource, "verbs").contains("list");
      if (Boolean.TRUE.equals(Tree.at(resource, "namespaced"))
          && listable
          && !name.contains("/")
          && !name.equals("events")
          && seen.add(name)) {
        var list = ask(groupPath + "/namespaces/" + namespace + "/" + name);
        Tree.list(list, "items").forEach(item -> add(name, item));
      }
    }
  }

  private void add(String resource, Object item) {
    var name = resource + "/" + Tree.text(item, "metadata", "name");
    var ofDefaultAccount =
        resource.equals("secrets")
            && SERVICE_ACCOUNT_SECRETS.contains(Tree.text(item, "type"))
            && Tree.map(item, "metadata", "annotations").containsValue((Object) "default");
    var ourLock = resource.equals("leases") && name.startsWith("leases/percona-pg-");
    if (!OF_EVERY_NAMESPACE.contains(name) && !ofDefaultAccount && !ourLock) {
      objects.add(name);
    }
  }

  private @Nullable Map<String, Object> ask(String path) {
    try {
      return api.get(path);
    } catch (KubernetesClientException e) {
      if (e.getCode() != 405) { // a resource that cannot be listed after all holds nothing
        unanswered.add(path + ": " + e.getMessage());
      }
      return null;
    }
  }
}
