package io.github.perconapg.it.maven;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.perconapg.controlplane.ControlPlane;
import io.github.perconapg.controlplane.access.Rights;
import io.github.perconapg.controlplane.access.Users;
import io.github.perconapg.controlplane.chart.OperatorRelease;
import io.github.perconapg.controlplane.chart.StandInChart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder in which somebody types: the README's manifest, a targets file for the cluster that it
 * names, a kubeconfig with a token, and a chart.
 *
 * @param folder where Maven runs
 * @param aside what else is there, outside of that folder
 * @param namespace where the operator goes
 * @param token the secret of the kubeconfig; a canary, since nothing may ever print it
 */
record Workspace(Path folder, Path aside, String namespace, String token) {

  static final String MANIFEST = "percona-postgresql-operator.yaml";

  /** Prepares a place with the manifest of the quickstart. */
  static Workspace of(Path folder, Path aside, ControlPlane plane, String namespace)
      throws IOException {
    return of(folder, aside, plane, namespace, StandInChart.of(OperatorRelease.V2_7));
  }

  /** Prepares a place with a chart of its own. */
  static Workspace of(
      Path folder, Path aside, ControlPlane plane, String namespace, StandInChart chart)
      throws IOException {
    Files.createDirectories(folder);
    Files.createDirectories(aside);
    Files.copy(
        Readme.ROOT.resolve("examples/quickstart").resolve(MANIFEST), folder.resolve(MANIFEST));
    chart.writeTo(aside);
    var users = "deployers";
    try (KubernetesClient client = plane.newClient()) {
      var access = new Users(plane, client);
      var account = "canary-" + namespace;
      var kubeconfig = access.withToken(users, account);
      Rights.all().grantEverywhere(client, "system:serviceaccount:" + users + ":" + account);
      Files.writeString(
          aside.resolve("targets.yaml"),
          """
          k8s-cluster-01:
            kubeconfig: "%s"
            context: "%s"
          """
              .formatted(kubeconfig, plane.context()));
      return new Workspace(folder, aside, namespace, token(kubeconfig));
    }
  }

  /** The options that point at this place, with goals or phases before them. */
  List<String> words(List<String> goals, String... more) {
    var words = new ArrayList<>(goals);
    words.add("-Dpercona-pg.targets=" + aside.resolve("targets.yaml"));
    words.add("-Dpercona-pg.chart=" + aside.resolve("pg-operator"));
    words.add("-Dpercona-pg.timeout=90s");
    words.add("-Dpercona-pg.stableFor=0s"); // the stand-in's minutes are seconds
    words.addAll(List.of(more));
    return words;
  }

  /** The option that puts the operator into this place's namespace. */
  String intoNamespace() {
    return "-Dpercona-pg.set=spec.namespace=" + namespace;
  }

  /** Where goals without a project leave their files. */
  Path outputs() {
    return folder.resolve("target/percona-pg");
  }

  /** The text of every file in a folder. */
  static List<String> texts(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).map(Maven::text).toList();
    }
  }

  private static String token(Path kubeconfig) throws IOException {
    return Files.readAllLines(kubeconfig).stream()
        .map(String::strip)
        .filter(line -> line.startsWith("token: "))
        .map(line -> line.substring("token: ".length()).replace("\"", ""))
        .findFirst()
        .orElseThrow();
  }
}
