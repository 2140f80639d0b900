package io.github.perconapg.internal.permission;

import io.github.perconapg.model.DeployerRole;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes permissions as the rules of a Role or ClusterRole. */
final class RoleYaml {

  private RoleYaml() {}

  /**
   * Makes the roles that grant these permissions.
   *
   * @param namespace the release's namespace
   * @param everywhere whether the deployer is to work in any namespace, so that all of it goes into
   *     one ClusterRole
   */
  static DeployerRole of(Collection<Permission> permissions, String namespace, boolean everywhere) {
    var local = new TreeMap<String, Map<String, Set<String>>>();
    var wide = new TreeMap<String, Map<String, Set<String>>>();
    for (var permission : permissions) {
      var part = everywhere || permission.namespace().isEmpty() ? wide : local;
      part.computeIfAbsent(permission.group(), group -> new TreeMap<>())
          .computeIfAbsent(permission.resource(), resource -> new TreeSet<>())
          .add(permission.verb());
    }
    var documents = new StringBuilder();
    if (!wide.isEmpty()) {
      documents.append(head("ClusterRole", "")).append(rules(wide));
    }
    if (!local.isEmpty()) {
      documents.append(wide.isEmpty() ? "" : "---\n");
      documents.append(head("Role", "  namespace: " + namespace + "\n")).append(rules(local));
    }
    return new DeployerRole(documents.toString(), !wide.isEmpty(), !local.isEmpty());
  }

  /** One rule as it stands in a role, without indentation. */
  static String rule(Permission where, Set<String> verbs) {
    return rule(where.group(), List.of(where.resource()), verbs);
  }

  private static String head(String kind, String namespace) {
    return "apiVersion: rbac.authorization.k8s.io/v1\nkind: "
        + kind
        + "\nmetadata:\n  name: "
        + DeployerRole.NAME
        + "\n"
        + namespace
        + "rules:\n";
  }

  /** Resources of a group with the same verbs share a rule. */
  private static String rules(Map<String, ? extends Map<String, ? extends Set<String>>> groups) {
    var text = new StringBuilder();
    groups.forEach(
        (group, resources) -> {
          var byVerbs = new LinkedHashMap<Set<String>, List<String>>();
          resources.forEach(
              (resource, verbs) ->
                  byVerbs.merge(
                      verbs,
                      List.of(resource),
                      (a, b) -> Stream.concat(a.stream(), b.stream()).toList()));
          byVerbs.forEach((verbs, names) -> text.append(rule(group, names, verbs)).append('\n'));
        });
    return text.toString();
  }

  private static String rule(String group, List<String> resources, Set<String> verbs) {
    return "- apiGroups: [\"%s\"]\n  resources: [%s]\n  verbs: [%s]"
        .formatted(group, quoted(resources), quoted(new TreeSet<>(verbs)));
  }

  private static String quoted(Collection<String> words) {
    return words.stream().map(word -> "\"" + word + "\"").collect(Collectors.joining(", "));
  }
}
