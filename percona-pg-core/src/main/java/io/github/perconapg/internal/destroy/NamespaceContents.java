package io.github.perconapg.internal.destroy;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.perconapg.internal.helm.QuarantinedRecords;
import io.github.perconapg.internal.helm.RenderedObject;
import io.github.perconapg.internal.kubernetes.ApiRequests;
import io.github.perconapg.internal.kubernetes.ParallelRequests;
import io.github.perconapg.internal.problem.Truncation;
import io.github.perconapg.internal.yaml.Unstructured;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is in a namespace, apart from what every namespace has by itself. */
final class NamespaceContents {

  private static final int SHOWN = 8;

  private static final Set<String> OF_EVERY_NAMESPACE =
      Set.of(
          "configmaps/kube-root-ca.crt",
          "configmaps/openshift-service-ca.crt",
          "configmaps/istio-ca-root-cert",
          "serviceaccounts/default");

  /**
   * What OpenShift makes in each namespace besides. It is not taken for nothing: others may have
   * come to use these accounts.
   */
  private static final Pattern OF_OPENSHIFT =
      Pattern.compile(
          "serviceaccounts/(builder|deployer|pipeline)"
              + "|secrets/(builder|deployer|pipeline)-(token|dockercfg)-.+"
              + "|rolebindings/system:(deployers|image-builders|image-pullers)");

  private static final Set<String> SERVICE_ACCOUNT_SECRETS =
      Set.of("kubernetes.io/service-account-token", "kubernetes.io/dockercfg");

  private final ApiRequests api;
  private final String namespace;
  private final List<Item> items = new ArrayList<>();
  private final List<String> unanswered = Collections.synchronizedList(new ArrayList<>());

  /** An object, as {@code resource/name}, with its metadata. */
  private record Item(String shown, Map<String, Object> metadata) {

    String uid() {
      return Unstructured.text(metadata, "uid");
    }

    boolean finishedWithoutHelp() {
      return metadata.containsKey("deletionTimestamp")
          && Unstructured.list(metadata, "finalizers").isEmpty();
    }

    List<String> owners() {
      return Unstructured.list(metadata, "ownerReferences").stream()
          .map(owner -> Unstructured.text(owner, "uid"))
          .toList();
    }
  }

  private NamespaceContents(ApiRequests api, String namespace) {
    this.api = api;
    this.namespace = namespace;
  }

  /** Lists every namespaced resource that can be listed. */
  static NamespaceContents read(ApiRequests api, String namespace) {
    var contents = new NamespaceContents(api, namespace);
    var groups = new ArrayList<List<String>>();
    groups.add(List.of("/api/v1"));
    Unstructured.list(contents.ask("/apis"), "groups")
        .forEach(
            group ->
                groups.add(
                    Unstructured.list(group, "versions").stream()
                        .map(version -> "/apis/" + Unstructured.text(version, "groupVersion"))
                        .toList()));
    var lists =
        ParallelRequests.ask(groups, contents::resources).stream()
            .flatMap(List::stream)
            .map(resource -> resource.in(namespace))
            .toList();
    var answers = ParallelRequests.ask(lists, contents::list);
    for (var i = 0; i < lists.size(); i++) {
      var resource = lists.get(i).substring(lists.get(i).lastIndexOf('/') + 1);
      answers.get(i).forEach(item -> contents.add(resource, item));
    }
    return contents;
  }

  /** Returns what is there and is a user's, as {@code resource/name}. */
  List<String> objects() {
    return items.stream().map(Item::shown).toList();
  }

  /**
   * Returns what of it stays: not what is being deleted and has no finalizer, nor what belongs to
   * an object that is gone, which the cluster's garbage collection removes.
   */
  List<String> staying() {
    return staying(Item::finishedWithoutHelp);
  }

  /**
   * Returns what would stay once a release is gone: its objects, its records and its Lease go with
   * it, and so does what this tool set aside, and what belongs to any of these.
   *
   * @param release the release's name
   * @param lease the name of its operator's Lease; empty for none
   * @param objects the objects that go with the release
   * @param deleted the UIDs of the databases that go before it
   */
  List<String> withoutRelease(
      String release, String lease, List<RenderedObject> objects, Set<String> deleted) {
    var gone = new HashSet<>(Set.of("leases/" + lease));
    objects.stream()
        .filter(object -> object.namespace().equals(namespace))
        .forEach(object -> gone.add(object.plural() + "/" + object.name()));
    var record = "sh.helm.release.v1." + release + ".v";
    return staying(
        item ->
            item.finishedWithoutHelp()
                || gone.contains(item.shown())
                || deleted.contains(item.uid())
                || item.shown().startsWith("secrets/" + record)
                || item.shown().startsWith("secrets/" + QuarantinedRecords.PREFIX + record));
  }

  /** Some leave, and then what belongs to nothing that is still there. */
  private List<String> staying(Predicate<Item> leaves) {
    var stay = new ArrayList<>(items);
    stay.removeIf(leaves);
    var there = new HashSet<String>();
    do {
      there.clear();
      stay.forEach(item -> there.add(item.uid()));
    } while (stay.removeIf(
        item -> !item.owners().isEmpty() && item.owners().stream().noneMatch(there::contains)));
    return stay.stream().map(Item::shown).toList();
  }

  /** Some of a list, in one sentence without an end. */
  static String shown(List<String> all) {
    var openShift = all.stream().filter(object -> OF_OPENSHIFT.matcher(object).matches()).toList();
    if (openShift.isEmpty()) {
      return "it holds " + Truncation.words(all, SHOWN);
    }
    var others = all.stream().filter(object -> !openShift.contains(object)).toList();
    return (others.isEmpty() ? "" : "it holds " + Truncation.words(others, SHOWN) + ", and ")
        + "on OpenShift a namespace is never empty: it holds "
        + Truncation.words(openShift, SHOWN)
        + " by itself";
  }

  /** Questions that were not answered; while there are any, nothing is known to be empty. */
  List<String> unanswered() {
    return unanswered;
  }

  private record Resource(String groupPath, String name) {
    String in(String namespace) {
      return groupPath + "/namespaces/" + namespace + "/" + name;
    }
  }

  /**
   * The namespaced resources of a group, each in one version; a group's preferred version need not
   * hold all of them.
   */
  private List<Resource> resources(List<String> versions) {
    var found = new ArrayList<Resource>();
    var seen = new HashSet<String>();
    for (var version : versions) {
      for (var resource : Unstructured.list(ask(version), "resources")) {
        var name = Unstructured.text(resource, "name");
        var listable = Unstructured.list(resource, "verbs").contains("list");
        if (Boolean.TRUE.equals(Unstructured.at(resource, "namespaced"))
            && listable
            && !name.contains("/")
            && !name.equals("events")
            && seen.add(name)) {
          found.add(new Resource(version, name));
        }
      }
    }
    return found;
  }

  private List<Object> list(String path) {
    return Unstructured.list(ask(path), "items");
  }

  private void add(String resource, Object item) {
    var name = resource + "/" + Unstructured.text(item, "metadata", "name");
    var ofDefaultAccount =
        resource.equals("secrets")
            && SERVICE_ACCOUNT_SECRETS.contains(Unstructured.text(item, "type"))
            && Unstructured.map(item, "metadata", "annotations").containsValue((Object) "default");
    var ourLock = resource.equals("leases") && name.startsWith("leases/percona-pg-");
    if (!OF_EVERY_NAMESPACE.contains(name) && !ofDefaultAccount && !ourLock) {
      items.add(new Item(name, Unstructured.map(item, "metadata")));
    }
  }

  private @Nullable Map<String, Object> ask(String path) {
    try {
      return api.get(path);
    } catch (KubernetesClientException e) {
      // A resource that cannot be listed after all holds nothing.
      if (e.getCode() != HttpURLConnection.HTTP_BAD_METHOD) {
        unanswered.add(path + ": " + e.getMessage());
      }
      return null;
    }
  }
}
