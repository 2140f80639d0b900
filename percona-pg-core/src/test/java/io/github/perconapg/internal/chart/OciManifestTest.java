package io.github.perconapg.internal.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.perconapg.model.HttpSettings;
import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a registry has under a chart's name need not be a chart. */
class OciManifestTest {

  @TempDir Path temp;
  private final byte[] archive = SampleChart.packed(SampleChart.files("2.7.0"));
  private final String layer = OciRegistry.layer(Sha256.of(archive));
  private final OciRegistry registry = new OciRegistry("");

  @AfterEach
  void stop() {
    registry.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          application/vnd.oci.image.config.v1+json|a container image
          application/vnd.docker.container.image.v1+json|a container image
          application/vnd.example.wasm.config.v1+json|an artifact of type "application/vnd.example.wasm.config.v1+json"
          """)
  void anImageThatIsNoChartIsNamedBeforeItsLayersAreFetched(String type, String what) {
    registry.push("2.7.0", archive, Sha256.of(archive));
    assertThat(refused(OciRegistry.manifestOf(type, layer)))
        .isEqualTo(
            registry.reference() + ":2.7.0 is no Helm chart but " + what + ", says its manifest");
  }

  @Test
  void anArtifactWithoutAConfigIsNamedByItsOwnType() {
    var manifest = OciRegistry.manifestOf("application/vnd.oci.empty.v1+json", layer);
    var typed = manifest.replace("\"layers\"", "\"artifactType\": \"text/x\\u0007\", \"layers\"");
    assertThat(refused(manifest)).contains("\"application/vnd.oci.empty.v1+json\"");
    assertThat(refused(typed)).contains("an artifact of type \"text/x?\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"mediaType\": \"application/vnd.oci.image.index.v1+json\"}",
        "{\"mediaType\": \"application/vnd.docker.distribution.manifest.list.v2+json\"}",
        "{\"manifests\": [{}]}"
      })
  void anIndexOfImagesIsNoChart(String manifest) {
    assertThat(refused(manifest)).contains("but an index of images");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"config\": {}}", "{\"config\": []}"})
  void aManifestThatDoesNotSayWhatItIsIsNoChart(String manifest) {
    assertThat(refused(manifest)).contains("but something without a config type");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "[]", "nothing", ""})
  void whatIsNoManifestIsNoChart(String manifest) {
    assertThat(refused(manifest)).contains("is no JSON object");
  }

  @Test
  void aChartIsExactlyOneLayer() {
    var other = OciRegistry.layer("0".repeat(64));
    assertThat(refused(OciRegistry.manifestOf(OciRegistry.CONFIG)))
        .contains("has no layer of type application/vnd.cncf.helm.chart.content.v1.tar+gzip");
    assertThat(refused(OciRegistry.manifestOf(OciRegistry.CONFIG, layer, other)))
        .contains("has 2 layers of type application/vnd.cncf.helm.chart.content.v1.tar+gzip");
  }

  @Test
  void aLayerIsNamedByItsSha256() {
    var sha512 = OciRegistry.layer("").replace("sha256:", "sha512:" + "0".repeat(128));
    assertThat(refused(OciRegistry.manifestOf(OciRegistry.CONFIG, sha512)))
        .contains("names its layer by no SHA-256 digest");
  }

  /** Offers a manifest, and sees it refused with nothing else asked for. */
  private String refused(String manifest) {
    registry.manifest("2.7.0", manifest);
    var problem = problem();
    assertThat(problem.code()).isEqualTo(ProblemCode.CHART_INVALID);
    assertThat(registry.server().seen())
        .extracting(ChartServer.Seen::path)
        .noneMatch(path -> path.contains("/blobs/") || path.equals("/cdn"));
    return problem.summary();
  }

  private Problem problem() {
    var charts = new Charts(Machine.at(temp), HttpSettings.defaults());
    var reference = ChartReference.parse(registry.reference(), "2.7.0");
    return catchThrowableOfType(PerconaPgException.class, () -> charts.resolve(reference))
        .problem();
  }
}
