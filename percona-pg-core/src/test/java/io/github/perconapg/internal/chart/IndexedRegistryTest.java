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

/** Repositories whose index lists oci:// addresses, as Bitnami's does. */
class IndexedRegistryTest {

  @TempDir Path temp;
  private final ChartServer repository = ChartServer.http();
  private final OciRegistry registry = new OciRegistry("");
  private final byte[] archive = SampleChart.packed(SampleChart.files("2.7.0"));
  private HttpSettings settings = HttpSettings.defaults();

  @AfterEach
  void stop() {
    repository.close();
    registry.close();
  }

  @Test
  void fetchesFromTheRegistryThatTheIndexNames() {
    registry.push("2.7.0", archive, Sha256.of(archive));
    index(registry.reference() + ":2.7.0", Sha256.of(archive));
    assertThat(resolve().origin()).isEqualTo("pg-operator 2.7.0 of " + repository.at("/charts/"));

    settings = settings.offline(true);
    assertThat(resolve().version()).isEqualTo("2.7.0");
  }

  @Test
  void takesTheDigestOfTheManifestInTheIndexAsWell() {
    var manifest = registry.push("2.7.0", archive, Sha256.of(archive));
    index(registry.reference() + ":2.7.0", manifest);
    assertThat(resolve().version()).isEqualTo("2.7.0");
  }

  @Test
  void refusesAnotherArchiveThanTheIndexLists() {
    registry.push("2.7.0", archive, Sha256.of(archive));
    index(registry.reference() + ":2.7.0", "0".repeat(64));
    assertThat(problem().problem().code()).isEqualTo(ProblemCode.CHART_DIGEST_MISMATCH);
  }

  @Test
  void sendsNoPasswordToARegistryThatTheIndexNames() {
    try (var closed = new OciRegistry("user:canary")) {
      closed.push("2.7.0", archive, Sha256.of(archive));
      index(closed.reference() + ":2.7.0", Sha256.of(archive));
      settings =
          settings.credentials(
              Map.of("localhost", new PasswordAuthentication("user", "canary".toCharArray())));

      var problem = problem().problem();

      assertThat(problem.code()).isEqualTo(ProblemCode.CHART_CREDENTIALS);
      assertThat(problem.facts().toString()).contains("were not sent", "chart=oci://");
      assertThat(closed.server().seen())
          .extracting(ChartServer.Seen::authorization)
          .containsOnlyNulls();
    }
  }

  @Test
  void namesAnAddressThatIsNotWellFormed() {
    index("oci://registry", Sha256.of(archive));
    assertThat(problem()).hasMessageContaining("not well-formed: \"oci://registry\"");
  }

  private void index(String url, String digest) {
    repository.index("entries:\n  pg-operator:\n" + ChartServer.entry("2.7.0", digest, url));
  }

  private Chart resolve() {
    var reference = ChartReference.parse(repository.at("/charts").toString(), "2.7.0");
    return new Charts(Machine.at(temp), settings).resolve(reference);
  }

  private PerconaPgException problem() {
    return catchThrowableOfType(PerconaPgException.class, this::resolve);
  }
}
