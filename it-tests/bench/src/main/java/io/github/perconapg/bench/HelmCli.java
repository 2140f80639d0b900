package io.github.perconapg.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A Helm command-line client. Its home is the place's folder, so that on each plane its discovery
 * cache is cold at first.
 *
 * @param name for the report
 * @param program the client
 * @param atomic the option that undoes what fails and waits
 */
record HelmCli(String name, Path program, String atomic) implements Contender {

  @Override
  public Run run(Situation situation, Place place) throws IOException, InterruptedException {
    return CommandRun.of(
        situation == Situation.DESTROY
            ? List.of("sh", "-c", UNINSTALL, "sh", program.toString(), kubectl(place))
            : upgrade(situation, place),
        Map.of("HOME", place.folder().toString(), "KUBECONFIG", place.kubeconfig().toString()),
        place.folder());
  }

  /** What it takes to get to the state that percona-pg:destroy leaves. */
  private static final String UNINSTALL =
      "\"$1\" uninstall "
          + Place.RELEASE
          + " -n "
          + Place.NAMESPACE
          + " --wait && \"$2\" delete namespace "
          + Place.NAMESPACE;

  private static String kubectl(Place place) {
    return place.plane().kubectlProgram().toString();
  }

  private List<String> upgrade(Situation situation, Place place) {
    return List.of(
        program.toString(),
        "upgrade",
        "--install",
        Place.RELEASE,
        place.charts().of(situation).toString(),
        "--namespace",
        Place.NAMESPACE,
        "--create-namespace",
        atomic,
        "--wait",
        "--wait-for-jobs");
  }
}
