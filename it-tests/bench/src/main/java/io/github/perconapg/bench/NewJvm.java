package io.github.perconapg.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** The library in a JVM that is started for it, with the JVM's default options. */
record NewJvm() implements Contender {

  static final String NAME = "library, new JVM";

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
    var words = new ArrayList<>(WarmJvm.command());
    words.addAll(WarmLibrary.words(situation, place));
    return CommandRun.of(words, Map.of(), place.folder());
  }
}
