package io.github.perconapg.internal.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.perconapg.model.HttpSettings;
import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.ProblemCode;
import java.net.PasswordAuthentication;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OciChartTest {

  private static final String PASSWORD = "canary-password";

  @TempDir Path temp;
  private final byte[] archive = SampleChart.packed(SampleChart.files("2.7.0"));
  private final OciRegistry registry = new OciRegistry("user:" + PASSWORD);
  private HttpSettings settings =
      HttpSettings.defaults()
          .credentials(
              Map.of("localhost", new PasswordAuthentication("user", PASSWORD.toCharArray())));

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void fetchesAVersionWithATokenForUserAndPassword() {
    registry.push("2.7.0", archive, Sha256.of(archive));

    var chart = resolve(registry.reference());

    assertThat(chart.version()).isEqualTo("2.7.0");
    assertThat(chart.origin()).isEqualTo(registry.reference() + ":2.7.0");
  }

  @Test
  void prefersATokenWhereARegistryOffersBasicToo() {
    registry.offersBasicFirst().push("2.7.0", archive, Sha256.of(archive));

    assertThat(resolve(registry.reference()).version()).isEqualTo("2.7.0");
    assertThat(registry.server().seen())
        .filteredOn(request -> request.path().startsWith("/v2/"))
        .extracting(ChartServer.Seen::authorization)
        .containsOnly(null, "Bearer " + OciRegistry.TOKEN);
  }

  @Test
  void carriesNeitherTokenNorPasswordToTheHostThatHasTheArchive() {
    registry.push("2.7.0", archive, Sha256.of(archive));
    resolve(registry.reference());

    var seen = registry.server().seen();
    assertThat(seen)
        .filteredOn(request -> request.path().equals("/cdn"))
        .singleElement()
        .satisfies(request -> assertThat(request.authorization()).isNull());
    assertThat(seen)
        .filteredOn(request -> request.path().startsWith("/v2/"))
        .extracting(ChartServer.Seen::authorization)
        .containsOnly(null, "Bearer " + OciRegistry.TOKEN);
  }

  @Test
  void asksNothingForAVersionThatItHas() {
    registry.push("2.7.0", archive, Sha256.of(archive));
    var first = resolve(registry.reference());
    var requests = registry.server().seen().size();

    settings = settings.offline(true);
    assertThat(resolve(registry.reference())).isEqualTo(first);
    assertThat(registry.server().seen()).hasSize(requests);
  }

  @Test
  void asksNothingAtAllOffline() {
    registry.push("2.7.0", archive, Sha256.of(archive));
    settings = settings.offline(true);

    var problem = problem(registry.reference());

    assertThat(problem.problem().code()).isEqualTo(ProblemCode.CHART_UNREACHABLE);
    assertThat(problem).hasMessageContainingAll("/manifests/2.7.0", "offline", "chart-pull");
    assertThat(registry.server().seen()).isEmpty();
  }

  @Test
  void takesTheManifestThatIsPinnedAndNoOther() {
    var digest = registry.push("2.7.0", archive, Sha256.of(archive));
    assertThat(resolve(registry.reference() + "@sha256:" + digest).version()).isEqualTo("2.7.0");

    var other = "0".repeat(64);
    registry
        .server()
        .answer(
            "/v2/acme/pg-operator/manifests/sha256:" + other,
            exchange -> {
              exchange.sendResponseHeaders(200, 2);
              exchange.getResponseBody().write(new byte[] {'{', '}'});
            });
    assertThat(problem(registry.reference() + "@sha256:" + other).problem().code())
        .isEqualTo(ProblemCode.CHART_DIGEST_MISMATCH);
  }

  @Test
  void refusesAnArchiveThatIsNotTheOneOfTheManifest() {
    registry.push("2.7.0", archive, Sha256.of(new byte[] {1}));
    assertThat(problem(registry.reference()).problem().code())
        .isEqualTo(ProblemCode.CHART_DIGEST_MISMATCH);
    assertThat(temp.resolve("cache/charts")).doesNotExist();
  }

  @Test
  void refusesAnArchiveOfAnotherVersionInside() {
    registry.push("2.8.0", archive, Sha256.of(archive));
    assertThat(problem(registry.reference() + ":2.8.0"))
        .hasMessageContaining("its archive holds pg-operator 2.7.0");
  }

  @Test
  void asksAnonymouslyWhereTheRegistryLetsEverybodyRead() {
    try (var open = new OciRegistry("")) {
      open.push("2.7.0", archive, Sha256.of(archive));
      settings = HttpSettings.defaults();
      assertThat(resolve(open.reference()).version()).isEqualTo("2.7.0");
    }
  }

  @Test
  void sendsNoPasswordToATokenServerThatIsNotProtected() {
    registry.challenge("Bearer realm=\"http://tokens.example.com/\",service=\"x\"");
    assertThat(problem(registry.reference()))
        .hasMessageContainingAll("http://tokens.example.com/", "loopback only");
  }

  @Test
  void sendsNoPasswordToATokenServerThatAnotherHostNames() {
    var server = registry.server();
    var manifest = "/v2/acme/pg-operator/manifests/2.7.0";
    server.redirect(manifest, server.elsewhere("/cdn").toString());
    server.answer(
        "/cdn",
        exchange -> {
          var realm = "Bearer realm=\"" + server.elsewhere("/stolen") + "\"";
          exchange.getResponseHeaders().add("WWW-Authenticate", realm);
          exchange.sendResponseHeaders(401, -1);
        });

    assertThat(problem(registry.reference()).problem().code())
        .isEqualTo(ProblemCode.CHART_CREDENTIALS);
    assertThat(server.seen()).extracting(ChartServer.Seen::path).containsExactly(manifest, "/cdn");
    assertThat(server.seen()).extracting(ChartServer.Seen::authorization).containsOnlyNulls();
  }

  @Test
  void saysThatThereIsNoSuchVersion() {
    assertThat(problem(registry.reference() + ":9.9.9").problem().code())
        .isEqualTo(ProblemCode.CHART_NOT_FOUND);
  }

  @Test
  void knowsTheOtherVersionsByTheirTags() {
    registry.tags(
        "{\"name\": \"acme/pg-operator\", \"tags\": [\"2.7.0\", \"latest\", \"2.8.2_a\", \"3.0.0\"]}");
    var desired = SampleChart.desired().chart(registry.reference());
    assertThat(charts().series(desired).before(new ChartVersion("3.0.0", "3.0.0")))
        .containsExactly(
            new ChartVersion("2.7.0", "2.7.0"), new ChartVersion("2.8.2+a", "2.8.2+a"));
  }

  @Test
  void asksEachChartForItsOperatorWhereTheTwoDoNotCountAsOne() {
    var files = SampleChart.files("1.0.0");
    files.replaceAll((path, text) -> text.replace("appVersion: 1.0.0", "appVersion: 2.8.2"));
    var own = SampleChart.packed(files);
    registry.push("1.0.0", own, Sha256.of(own));
    registry.tags("{\"name\": \"acme/pg-operator\", \"tags\": [\"1.0.0\", \"1.1.0\"]}");
    var desired = SampleChart.desired().chart(registry.reference());
    assertThat(charts().series(desired).before(new ChartVersion("1.1.0", "2.9.0")))
        .containsExactly(new ChartVersion("1.0.0", "2.8.2"));
  }

  private Chart resolve(String reference) {
    return charts().resolve(ChartReference.parse(reference, "2.7.0"));
  }

  private PerconaPgException problem(String reference) {
    return catchThrowableOfType(PerconaPgException.class, () -> resolve(reference));
  }

  private Charts charts() {
    return new Charts(Machine.at(temp), settings);
  }
}
