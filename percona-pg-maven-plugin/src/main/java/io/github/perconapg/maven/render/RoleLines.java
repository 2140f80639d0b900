package io.github.perconapg.maven.render;

import io.github.perconapg.model.DeployerRole;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The roles of a deployer, and how to grant them. */
public final class RoleLines {

  private RoleLines() {}

  /**
   * The roles' own text and the commands below it.
   *
   * @param file where the text was written to
   * @param namespace the release's namespace
   */
  public static List<String> of(DeployerRole role, Path file, String namespace) {
    var lines = new ArrayList<>(role.yaml().lines().toList());
    lines.add("To grant it, replace USER and run:");
    lines.add("  kubectl apply -f " + file);
    if (role.clusterWide()) {
      lines.add(
          "  kubectl create clusterrolebinding %1$s --clusterrole=%1$s --user=USER"
              .formatted(DeployerRole.NAME));
    }
    if (role.namespaced()) {
      lines.add(
          "  kubectl create rolebinding %1$s -n %2$s --role=%1$s --user=USER"
              .formatted(DeployerRole.NAME, namespace));
    }
    return lines;
  }
}
