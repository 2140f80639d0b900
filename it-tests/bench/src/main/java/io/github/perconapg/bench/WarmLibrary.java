package io.github.perconapg.bench;

import java.io.IOException;
import java.util.List;

/** The library in a JVM that has done the same before. */
record WarmLibrary(WarmJvm jvm) implements Contender {

  static final String NAME = "library, warm JVM";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Run run(Situation situation, Place place) throws IOException, InterruptedException {
    return jvm.run(words(situation, place));
  }

  /** As {@link LibraryMain} takes them. */
  static List<String> words(Situation situation, Place place) {
    return situation == Situation.EMPTY
        ? List.of("nothing")
        : List.of(
            situation == Situation.DESTROY ? "destroy" : "deploy",
            place.kubeconfig().toString(),
            place.charts().of(situation).toString());
  }

  @Override
  public void close() {
    jvm.close();
  }
}
