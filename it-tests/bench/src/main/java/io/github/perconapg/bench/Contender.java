package io.github.perconapg.bench;

import io.github.perconapg.controlplane.ControlPlane;
import io.github.perconapg.controlplane.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** Who installs the chart: the same command the first time and again. */
interface Contender {

  /** Where both install it. */
  String NAMESPACE = "percona-postgresql-operator";

  /** The release's name. */
  String RELEASE = "pg-operator";

  /** What the report calls it. */
  String name();

  /** The whole process that is measured. */
  Command command();

  /** Forgets what an earlier run cached about the cluster. */
  void forget() throws IOException;

  /**
   * A whole Maven process.
   *
   * @param mvn Maven's start script
   * @param folder a folder with a manifest and no POM
   * @param words what comes after mvn
   */
  record Maven(Path mvn, Path folder, List<String> words) implements Contender {

    static final String NAME = "mvn percona-pg:deploy";

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public Command command() {
      return Command.of(mvn, words.toArray()).in(folder);
    }

    @Override
    public void forget() {} // nothing about the cluster is kept from run to run
  }

  /**
   * The Helm command-line client.
   *
   * @param plane the cluster
   * @param chart the chart's folder
   * @param home the client's home, where kubectl's libraries cache discovery
   */
  record Helm(ControlPlane plane, Path chart, Path home) implements Contender {

    static final String NAME = "helm upgrade --install";

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public Command command() {
      return plane.helm(words().toArray()).env("HOME", home);
    }

    private List<String> words() {
      return List.of(
          "upgrade",
          "--install",
          RELEASE,
          chart.toString(),
          "--namespace",
          NAMESPACE,
          "--create-namespace",
          "--atomic",
          "--wait");
    }

    @Override
    public void forget() throws IOException {
      if (Files.exists(home)) {
        try (var files = Files.walk(home)) {
          for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(file);
          }
        }
      }
      Files.createDirectories(home);
    }
  }
}
