package io.github.perconapg.it.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.perconapg.controlplane.ControlPlane;
import io.github.perconapg.controlplane.junit.FreshNamespace;
import io.github.perconapg.controlplane.junit.WithControlPlane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The screens that docs/screens.md shows are what these runs print. */
@WithControlPlane(own = true) // where no definition is, so that the first preview shows them come
class ScreensIT {

  private static final String DATABASE =
      """
      apiVersion: pgv2.percona.com/v2
      kind: PerconaPGCluster
      metadata: {name: orders, namespace: %s}
      spec: {}
      """;

  private static final String COLOUR = "\u001b\\[[\\d;]*m";

  @TempDir Path temporary;

  @Test
  void thePageShowsWhatIsPrinted(
      ControlPlane plane, KubernetesClient client, @FreshNamespace String namespace)
      throws IOException {
    var shop = place(plane, namespace);
    var page = new ScreensPage(text -> readers(text, shop));

    page.shows("preview", run(shop, "percona-pg:preview").succeeded());
    page.shows("deploy", run(shop, "percona-pg:deploy").succeeded());
    page.shows("unchanged", run(shop, "percona-pg:deploy").succeeded());
    page.shows("verify", run(shop, "percona-pg:verify").succeeded());

    var debug = "-Dpercona-pg.values=logLevel=DEBUG";
    page.shows("change", run(shop, "percona-pg:preview", debug).succeeded());
    var image = "image=docker.io/percona/percona-postgresql-operator:does-not-exist";
    page.shows("failure", run(shop, "percona-pg:deploy", "-Dpercona-pg.values=" + image).failed());
    page.shows("history", run(shop, "percona-pg:history").succeeded());

    page.shows("typo", run(shop, "percona-pg:deploy", "-Dpercona-pg.contxt=kind-dev").failed());
    client.resource(DATABASE.formatted(namespace)).create();
    page.shows("refusal", run(shop, "percona-pg:destroy").failed());

    var account = client.serviceAccounts().inNamespace(namespace).withName("pg-operator");
    account.edit(it -> it.edit().editMetadata().addToLabels("team", "shop").endMetadata().build());
    client.apps().deployments().inNamespace(namespace).withName("pg-operator").scale(0);
    page.shows("unhealthy", run(shop, "percona-pg:verify").failed());
  }

  @Test
  void coloursAreThoseThatMavenIsToldToPrint(ControlPlane plane, @FreshNamespace String namespace)
      throws IOException {
    var shop = place(plane, namespace);
    var always = run(shop, "percona-pg:preview", "-Dstyle.color=always").succeeded().lines();
    var never = run(shop, "percona-pg:preview", "-Dstyle.color=never").succeeded().lines();

    assertThat(plan(never)).isNotEmpty().noneMatch(line -> line.contains("\u001b"));
    assertThat(plan(always)).anyMatch(line -> line.matches(".*- " + COLOUR + "\\[\\+] .*"));
    assertThat(plan(always).stream().map(line -> line.replaceAll(COLOUR, "")))
        .isEqualTo(plan(never));
  }

  private static List<String> plan(List<String> lines) {
    return lines.stream().filter(line -> line.matches(".* [|+\\\\ ].*- .*\\[\\+].*")).toList();
  }

  /** The folder in which somebody types the commands as the page shows them. */
  private Workspace place(ControlPlane plane, String namespace) throws IOException {
    var here = temporary.toRealPath();
    var place = Workspace.of(here.resolve("shop"), here.resolve("platform"), plane, namespace);
    Files.createDirectories(place.folder().resolve(".mvn"));
    Files.write(
        place.folder().resolve(".mvn/maven.config"), place.words(List.of(), place.intoNamespace()));
    return place;
  }

  private static MavenResult run(Workspace place, String... words) {
    return Maven.ofThisRun()
        .withSettings(FreshRepository.read(Readme.settings()))
        .run(place.folder(), words);
  }

  /** With the folders as seen from that one, and the manifest's own namespace. */
  private static String readers(String text, Workspace place) {
    return text.replace(place.folder() + "/", "")
        .replace(place.folder().getParent() + "/", "../")
        .replace(place.namespace(), "percona-postgresql-operator");
  }
}
