package io.github.perconapg.it.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.perconapg.controlplane.ControlPlane;
import io.github.perconapg.controlplane.chart.OperatorRelease;
import io.github.perconapg.controlplane.chart.StandInChart;
import io.github.perconapg.controlplane.junit.FreshNamespace;
import io.github.perconapg.controlplane.junit.WithControlPlane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a build fetches for the plugin is what its goals use. */
@WithControlPlane
class PluginRealmIT {

  private static final Pattern WORKERS = Pattern.compile("(?m)^Only the worker loads (.+?)\\.$");

  private static final String CHART = "-Dpercona-pg.chart=";

  /** Maven 3 puts it into the realm of every plugin, for plugins written for Maven 2. */
  private static final String MAVENS_OWN = "plexus-utils";

  /** In bytes. */
  private static final long OWN_JARS = 1_600_000;

  @TempDir Path temporary;

  @Test
  void everyJarIsLoadedByAGoalOrStandsOnTheWorkersList(
      ControlPlane plane, @FreshNamespace String namespace) throws IOException {
    var place =
        Workspace.of(temporary.resolve("here"), temporary.resolve("aside"), plane, namespace);
    var classes = temporary.resolve("classes.txt");
    var archive = StandInChart.of(OperatorRelease.V2_7).writeArchive(temporary);
    var goals = Readme.goals("validate", "preview", "deploy", "verify", "rbac", "destroy");
    var words = place.words(goals, "-X", place.intoNamespace());
    words.replaceAll(word -> word.startsWith(CHART) ? CHART + archive : word);

    var ran =
        Maven.ofThisRun()
            .jvmOption("-Xlog:class+load:file=" + classes + "::filecount=0")
            .run(place.folder(), words)
            .succeeded();

    var realm = PluginRealm.of(ran, Maven.text(classes));
    assertThat(realm.included()).contains("percona-pg-core", "kubernetes-client");
    assertThat(realm.loaded()).contains("percona-pg-core", "kubernetes-client");
    var untouched = realm.untouched();
    untouched.remove(MAVENS_OWN);
    assertThat(untouched).isEqualTo(workers());
  }

  /** A budget, so that a jar that grew by accident is seen. Raise it with a reason. */
  @Test
  void theProjectsOwnJarsStaySmall() throws IOException {
    var size = 0L;
    for (var artifact : List.of("percona-pg-core", "percona-pg-maven-plugin")) {
      var versions = Maven.ofThisRun().repository().resolve("io/github/perconapg/" + artifact);
      try (Stream<Path> files = Files.walk(versions)) {
        for (var jar : files.filter(file -> file.toString().endsWith(".jar")).toList()) {
          size += Files.size(jar);
        }
      }
    }
    assertThat(size).isBetween(1L, OWN_JARS);
  }

  private static Set<String> workers() throws IOException {
    var page = Files.readString(Readme.ROOT.resolve("ARCHITECTURE.md"));
    var list = WORKERS.matcher(page);
    assertThat(list.find()).isTrue();
    return Pattern.compile("`([^`]+)`")
        .matcher(list.group(1))
        .results()
        .map(result -> result.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
