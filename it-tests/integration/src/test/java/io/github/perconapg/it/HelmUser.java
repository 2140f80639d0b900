package io.github.perconapg.it;

import io.github.perconapg.controlplane.ControlPlane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Somebody who has the operator in a namespace by Helm's own client. */
record HelmUser(ControlPlane plane, LiveCluster live, Path folder) {

  /** Installs a chart with the values of this text, and waits until it has pods. */
  void install(String chart, String values) throws IOException {
    var file = Files.writeString(folder.resolve("theirs.yaml"), values);
    var unused = run("install", LiveCluster.NAME, chart, "--create-namespace", "--values", file);
    LiveCluster.untilTrue(() -> !live.pods().isEmpty());
  }

  /** Uninstalls what there is, and waits until it is gone. */
  void uninstall() {
    var unused = run("uninstall", LiveCluster.NAME, "--ignore-not-found", "--wait");
  }

  /** What Helm would install of a chart, without its definitions. */
  String template(String chart) {
    return run("template", LiveCluster.NAME, chart, "--skip-crds");
  }

  private String run(Object... arguments) {
    var all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--namespace", live.namespace()));
    return plane.helm(all.toArray()).run(Duration.ofMinutes(3)).orThrow();
  }
}
