package io.github.perconapg.bench;

import java.io.IOException;
import java.util.List;

/**
 * The library in a JVM that has done the same before.
 *
 * @param name for the report
 * @param deploy the verb for a deploy, as {@link LibraryMain} takes it
 */
record WarmLibrary(String name, WarmJvm jvm, String deploy) implements Contender {

  static final String NAME = "library, warm JVM";
  static final String WORKING = "library, warm JVM, readiness=working";

  /** One that waits for as much as {@code helm --wait} does, to be compared with it. */
  static WarmLibrary available() throws IOException {
    return new WarmLibrary(NAME, new WarmJvm(), "deploy");
  }

  /** One that waits until the operator leads and its controllers run, as is the default. */
  static WarmLibrary working() throws IOException {
    return new WarmLibrary(WORKING, new WarmJvm(), "deploy-working");
  }

  @Override
  public boolean needsOperator() {
    return name.equals(WORKING);
  }

  @Override
  public Run run(Situation situation, Place place) throws IOException, InterruptedException {
    return jvm.run(words(deploy, situation, place));
  }

  /** As {@link LibraryMain} takes them, for a deploy that waits as {@code helm --wait} does. */
  static List<String> words(Situation situation, Place place) {
    return words("deploy", situation, place);
  }

  private static List<String> words(String deploy, Situation situation, Place place) {
    return situation == Situation.EMPTY
        ? List.of("nothing")
        : List.of(
            situation == Situation.DESTROY ? "destroy" : deploy,
            place.kubeconfig().toString(),
            place.charts().of(situation).toString());
  }

  @Override
  public void close() {
    jvm.close();
  }
}
