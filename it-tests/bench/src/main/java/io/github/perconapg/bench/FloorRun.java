package io.github.perconapg.bench;

import io.github.perconapg.controlplane.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What the API server needs by itself, asked for by a warm JVM. See {@link Floor}. */
record FloorRun(WarmJvm jvm, Path helm) implements Contender {

  static final String NAME = "the floor";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<Situation> situations() {
    return EnumSet.of(Situation.FIRST_INSTALL, Situation.UPGRADE);
  }

  @Override
  public Run run(Situation situation, Place place) throws IOException, InterruptedException {
    var chart = place.charts().of(situation);
    var rendered =
        Command.of(helm, "template", Place.RELEASE, chart, "--namespace", Place.NAMESPACE)
            .env("HOME", place.folder())
            .run(Duration.ofMinutes(1))
            .orThrow();
    var file = Files.writeString(place.folder().resolve("rendered.yaml"), rendered);
    return jvm.run(
        List.of("floor", place.kubeconfig().toString(), chart.toString(), file.toString()));
  }

  @Override
  public void close() {
    jvm.close();
  }
}
