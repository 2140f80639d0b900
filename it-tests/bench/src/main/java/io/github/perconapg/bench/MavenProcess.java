package io.github.perconapg.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A whole Maven process, with its default options, in a folder with a manifest and no POM. */
record MavenProcess(Path folder) implements Contender {

  static final String NAME = "whole mvn process";

  /** The manifest goes outside of this repository, whose .mvn/jvm.config is for compilers. */
  static MavenProcess create() throws IOException {
    var folder = Files.createTempDirectory("percona-pg-bench-");
    Files.writeString(folder.resolve("percona-postgresql-operator.yaml"), MavenManifest.TEXT);
    return new MavenProcess(folder);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<Situation> situations() {
    return EnumSet.allOf(Situation.class);
  }

  @Override
  public Run run(Situation situation, Place place) throws IOException, InterruptedException {
    var words = new ArrayList<String>();
    words.add(Path.of(Settings.text("bench.mavenHome"), "bin", "mvn").toString());
    words.addAll(List.of("-B", "-ntp", "-Dmaven.repo.local=" + Settings.text("bench.repository")));
    var goal = situation == Situation.DESTROY ? "destroy" : "deploy";
    words.add(Settings.text("bench.plugin") + ":" + goal);
    words.add("-Dpercona-pg.kubeconfig=" + place.kubeconfig());
    words.add("-Dpercona-pg.chart=" + place.charts().of(situation));
    words.add("-Dpercona-pg.readiness=available");
    if (situation == Situation.EMPTY) {
      words.add("-Dpercona-pg.skip=true");
    }
    return CommandRun.of(words, Map.of(), folder);
  }
}
