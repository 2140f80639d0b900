package io.github.perconapg.internal.permission;

import io.github.perconapg.internal.crd.CrdChange;
import io.github.perconapg.internal.helm.RenderedObject;
import io.github.perconapg.internal.operator.CustomResources;
import io.github.perconapg.internal.yaml.Unstructured;
import io.github.perconapg.model.Change;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a caller needs to be allowed to do, gathered in the order in which it would be missed. What
 * preflight asks for and what {@code percona-pg:rbac} prints are put together from the same pieces;
 * a plan needs less than all that a release may ever need.
 */
public final class RequiredPermissions {

  private static final String CRDS_GROUP = "apiextensions.k8s.io";
  private static final String CRDS = "customresourcedefinitions";

  private final String namespace;
  private final Set<Permission> permissions = new LinkedHashSet<>();

  /**
   * Needs nothing yet.
   *
   * @param namespace the release's namespace
   */
  public RequiredPermissions(String namespace) {
    this.namespace = namespace;
  }

  /** Returns what is needed so far, each once. */
  public Collection<Permission> all() {
    return List.copyOf(permissions);
  }

  /** To make the namespace. */
  public RequiredPermissions createNamespace() {
    return add("", "namespaces", "", "get", "create");
  }

  /** To remove the namespace once nothing is left in it, and to see that. */
  public RequiredPermissions deleteNamespace() {
    add("", "namespaces", "", "get", "list", "watch", "delete");
    return add("*", "*", namespace, "list");
  }

  /** To apply CRDs, and to see whether other operators use them. */
  public RequiredPermissions applyDefinitions() {
    add(CRDS_GROUP, CRDS, "", "get", "list", "watch", "create", "patch");
    return add("apps", "deployments", "", "list");
  }

  /** To write some CRDs. */
  public RequiredPermissions writeDefinitions(Collection<CrdChange> writes) {
    add(CRDS_GROUP, CRDS, "", "get", "list", "watch", "patch");
    return writes.stream().anyMatch(CrdChange::creates)
        ? add(CRDS_GROUP, CRDS, "", "create")
        : this;
  }

  /** To delete CRDs, and to see whether anything uses them. */
  public RequiredPermissions deleteDefinitions() {
    add(CRDS_GROUP, CRDS, "", "get", "list", "watch", "delete");
    return add("apps", "deployments", "", "list");
  }

  /** Helm's records and this tool's lock. */
  public RequiredPermissions records() {
    add("", "secrets", namespace, "get", "list", "create", "update", "patch", "delete");
    return add(
        "coordination.k8s.io", "leases", namespace, "get", "watch", "create", "update", "delete");
  }

  /** To see the operator start and go. */
  public RequiredPermissions operator() {
    add("apps", "deployments", namespace, "get", "list", "watch");
    return add("", "pods", namespace, "get", "list", "watch");
  }

  /** To see that it works, and why not; without, some of that is unknown, and nothing fails. */
  public RequiredPermissions insight() {
    add("", "pods/log", namespace, "get");
    add("coordination.k8s.io", "leases", namespace, "list");
    return add("", "events", namespace, "list", "watch");
  }

  /** To see the operator's pods go. */
  public RequiredPermissions pods() {
    return add("", "pods", namespace, "list", "watch");
  }

  /** To make, change and remove the objects of a chart. */
  public RequiredPermissions objects(Collection<RenderedObject> objects) {
    for (var object : objects) {
      add(groupOf(object), resourceOf(object), object.namespace(), "get", "create", "patch");
      add(groupOf(object), resourceOf(object), object.namespace(), "delete");
    }
    return this;
  }

  /**
   * To write a chart's hooks, to see those end that Helm waits for, to delete them, and to hold
   * what their Roles give away.
   */
  public RequiredPermissions hooks(Collection<RenderedObject> hooks) {
    for (var hook : hooks) {
      var where = hook.namespace();
      if (hook.kind().equals("Job") || hook.kind().equals("Pod")) {
        add(groupOf(hook), resourceOf(hook), where, "list", "watch");
      }
      add(groupOf(hook), resourceOf(hook), where, "get", "create", "delete");
    }
    return givenAway(hooks);
  }

  /** To do with one object what a plan does. */
  public RequiredPermissions change(RenderedObject object, Change.Action action) {
    var verbs =
        switch (action) {
          case CREATE -> new String[] {"get", "create", "delete"}; // it goes when it does not work
          case UPDATE, ADOPT -> new String[] {"get", "patch"};
          case DELETE -> new String[] {"get", "delete"};
          default -> new String[] {"get"};
        };
    return add(groupOf(object), resourceOf(object), object.namespace(), verbs);
  }

  /** To remove the objects of a chart, and the records that were set aside. */
  public RequiredPermissions removal(Collection<RenderedObject> objects) {
    add("", "secrets", namespace, "deletecollection");
    for (var object : objects) {
      add(groupOf(object), resourceOf(object), object.namespace(), "get", "delete");
    }
    return this;
  }

  /**
   * Adds what the chart's Roles grant the operator: Kubernetes does not let a caller grant
   * permissions that the caller does not hold (escalation prevention).
   */
  public RequiredPermissions givenAway(Collection<RenderedObject> objects) {
    for (var role : objects) {
      if (role.kind().equals("Role") || role.kind().equals("ClusterRole")) {
        for (var rule : Unstructured.list(role.content(), "rules")) {
          for (var group : Unstructured.list(rule, "apiGroups")) {
            for (var resource : Unstructured.list(rule, "resources")) {
              for (var verb : Unstructured.list(rule, "verbs")) {
                add(group.toString(), resource.toString(), role.namespace(), verb.toString());
              }
            }
          }
        }
      }
    }
    return this;
  }

  /**
   * To see which databases an operator looks after, and what hangs on them.
   *
   * @param watched the watched namespaces; empty for all
   * @param kinds their kinds, as in {@link CustomResources}
   */
  public RequiredPermissions seeDatabases(Set<String> watched, Collection<String> kinds) {
    for (var where : watched.isEmpty() ? Set.of("") : watched) {
      kinds.forEach(
          kind ->
              add(CustomResources.groupOf(kind), CustomResources.pluralOf(kind), where, "list"));
      add("", "persistentvolumeclaims", where, "list");
    }
    return this;
  }

  /**
   * To delete databases.
   *
   * @param watched the watched namespaces; empty for all
   * @param kinds their kinds, as in {@link CustomResources}
   * @param changeFinalizers whether their finalizers are taken off
   */
  public RequiredPermissions deleteDatabases(
      Set<String> watched, Collection<String> kinds, boolean changeFinalizers) {
    for (var where : watched.isEmpty() ? Set.of("") : watched) {
      for (var kind : kinds) {
        add(
            CustomResources.groupOf(kind),
            CustomResources.pluralOf(kind),
            where,
            "list",
            "watch",
            "delete");
        if (changeFinalizers) {
          add(CustomResources.groupOf(kind), CustomResources.pluralOf(kind), where, "patch");
        }
      }
    }
    return this;
  }

  private RequiredPermissions add(String group, String resource, String where, String... verbs) {
    for (var verb : verbs) {
      permissions.add(new Permission(verb, group, resource, where));
    }
    return this;
  }

  private static String groupOf(RenderedObject object) {
    var slash = object.apiVersion().indexOf('/');
    return slash < 0 ? "" : object.apiVersion().substring(0, slash);
  }

  private static String resourceOf(RenderedObject object) {
    var collection = object.collection();
    return collection.substring(collection.lastIndexOf('/') + 1);
  }
}
