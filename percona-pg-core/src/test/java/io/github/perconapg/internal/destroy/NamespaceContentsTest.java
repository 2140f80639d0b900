package io.github.perconapg.internal.destroy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import io.github.perconapg.internal.helm.RenderedObject;
import io.github.perconapg.internal.kubernetes.ApiRequests;
import io.github.perconapg.internal.kubernetes.FakeApiServer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NamespaceContentsTest {

  private static final List<String> OPENSHIFT =
      List.of(
          "serviceaccounts/builder",
          "serviceaccounts/deployer",
          "secrets/builder-dockercfg-x7k2p",
          "rolebindings/system:deployers",
          "rolebindings/system:image-pullers");

  @Test
  void whatOpenShiftMakesInEachNamespaceIsSaidToBeThat() {
    assertThat(NamespaceContents.shown(OPENSHIFT))
        .isEqualTo(
            "on OpenShift a namespace is never empty: it holds serviceaccounts/builder,"
                + " serviceaccounts/deployer, secrets/builder-dockercfg-x7k2p,"
                + " rolebindings/system:deployers, rolebindings/system:image-pullers by itself");
  }

  @Test
  void whatIsOfOthersIsSaidFirst() {
    assertThat(NamespaceContents.shown(List.of("secrets/builder-password", OPENSHIFT.get(0))))
        .isEqualTo(
            "it holds secrets/builder-password, and on OpenShift a namespace is never empty: it"
                + " holds serviceaccounts/builder by itself");
    assertThat(NamespaceContents.shown(List.of("configmaps/a"))).isEqualTo("it holds configmaps/a");
  }

  @Test
  void whatOlderRevisionsLeftGoesWithTheRelease() throws IOException {
    var contents = contents(item("old", "1"), item("mine", "2"), item("else", "3"));
    assertThat(contents.withoutRelease("pg", "", List.of(secret("mine"), secret("old")), Set.of()))
        .containsExactly("secrets/else");
  }

  @Test
  void anObjectOfTheSameNameElsewhereSaysNothingOfThisNamespace() throws IOException {
    var elsewhere = new RenderedObject("v1", "Secret", "secrets", "other", "mine", Map.of());
    assertThat(contents(item("mine", "1")).withoutRelease("pg", "", List.of(elsewhere), Set.of()))
        .containsExactly("secrets/mine");
  }

  @Test
  void whatBelongsToWhatGoesIsCollectedWithIt() throws IOException {
    var contents =
        contents(
            item("database", "1"),
            item("inner", "2", "1"),
            item("volume", "3", "2"),
            item("kept", "4", "9", "5"),
            item("owner", "5"));
    assertThat(contents.withoutRelease("pg", "", List.of(), Set.of("1")))
        .containsExactly("secrets/kept", "secrets/owner");
  }

  @Test
  void recordsOfThisReleaseGoAndThoseOfOthersStay() throws IOException {
    var contents =
        contents(
            item("sh.helm.release.v1.pg.v1", "1"),
            item("percona-pg.saved.sh.helm.release.v1.pg.v1.uid", "2"),
            item("sh.helm.release.v1.other.v1", "3"),
            item("percona-pg.saved.sh.helm.release.v1.other.v1.uid", "4"));
    assertThat(contents.withoutRelease("pg", "", List.of(), Set.of()))
        .containsExactly(
            "secrets/sh.helm.release.v1.other.v1",
            "secrets/percona-pg.saved.sh.helm.release.v1.other.v1.uid");
  }

  private static RenderedObject secret(String name) {
    return new RenderedObject("v1", "Secret", "secrets", "pgo", name, Map.of());
  }

  private static String item(String name, String uid, String... owners) {
    var references =
        Stream.of(owners).map("{\"uid\":\"%s\"}"::formatted).collect(Collectors.joining(","));
    return """
    {"metadata":{"name":"%s","uid":"%s","ownerReferences":[%s]}}\
    """
        .formatted(name, uid, references);
  }

  /** The contents of a namespace on a server that knows one kind. */
  private static NamespaceContents contents(String... items) throws IOException {
    HttpClient.Factory clients = new JdkHttpClientFactory();
    try (var server = new FakeApiServer();
        var http = clients.newBuilder().build()) {
      server
          .answer(200, "{\"groups\":[]}")
          .answer(
              200,
              """
              {"resources":[{"name":"secrets","namespaced":true,"verbs":["list"]}]}\
              """)
          .answer(200, "{\"items\":[" + String.join(",", items) + "]}");
      return NamespaceContents.read(new ApiRequests(http, server.url()), "pgo");
    }
  }
}
