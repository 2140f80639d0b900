package io.github.perconapg.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The library in a JVM that is started for it, with the JVM's default options.
 *
 * @param name for the report
 * @param onlyConnects whether it sends one request and ends: nothing that asks an API server in a
 *     new JVM takes less
 */
record NewJvm(String name, boolean onlyConnects) implements Contender {

  static final String NAME = "library, new JVM";
  static final String ONE_REQUEST = "new JVM, one request";

  @Override
  public Set<Situation> situations() {
    return onlyConnects ? EnumSet.of(Situation.NOTHING_CHANGED) : EnumSet.allOf(Situation.class);
  }

  @Override
  public Run run(Situation situation, Place place) throws IOException, InterruptedException {
    var words = new ArrayList<>(WarmJvm.command());
    words.addAll(
        onlyConnects
            ? List.of("get", place.kubeconfig().toString(), place.charts().first().toString())
            : WarmLibrary.words(situation, place));
    return CommandRun.of(words, Map.of(), place.folder());
  }
}
