package io.github.perconapg.internal.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.perconapg.model.HttpSettings;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A version with or without a v before it is one version, as to Helm. */
class VersionSpellingTest {

  @TempDir Path temp;

  @ParameterizedTest
  @CsvSource({"v2.7.0, 2.7.0", "2.7.0, v2.7.0", "v2.7.0, v2.7.0", "2.7.0, 2.7.0"})
  void aRepositoryIsFoundInWithEither(String there, String asked) {
    try (var server = ChartServer.http().repository(Map.of(there, packed(there)))) {
      var chart = resolve(server.at("/charts").toString(), asked);
      assertThat(chart.version()).isEqualTo(there);
    }
  }

  @ParameterizedTest
  @CsvSource({"v2.7.0, 2.7.0", "2.7.0, v2.7.0", "v2.7.0, v2.7.0"})
  void aRegistryIsFoundInWithEither(String there, String asked) {
    var archive = packed(there);
    try (var registry = new OciRegistry("")) {
      registry.push(there, archive, Sha256.of(archive));
      assertThat(resolve(registry.reference(), asked).version()).isEqualTo(there);
      assertThat(resolve(registry.reference() + ":" + asked, "").version()).isEqualTo(there);
    }
  }

  @Test
  void theVersionAsItIsWrittenComesFirst() {
    var archives = Map.of("v2.7.0", packed("v2.7.0"), "2.7.0", packed("2.7.0"));
    try (var server = ChartServer.http().repository(archives)) {
      var repository = server.at("/charts").toString();
      assertThat(resolve(repository, "v2.7.0").version()).isEqualTo("v2.7.0");
      assertThat(resolve(repository, "2.7.0").version()).isEqualTo("2.7.0");
    }
  }

  @Test
  void tagsWithAVAreVersionsToo() {
    try (var registry = new OciRegistry("")) {
      registry.tags("{\"tags\": [\"v2.7.0\", \"latest\", \"2.8.2\"]}");
      var desired = SampleChart.desired().chart(registry.reference());
      assertThat(charts().series(desired).before(new ChartVersion("2.9.0", "2.9.0")))
          .extracting(ChartVersion::version)
          .containsExactly("v2.7.0", "2.8.2");
    }
  }

  private static byte[] packed(String version) {
    return SampleChart.packed(SampleChart.files(version));
  }

  private Chart resolve(String chart, String version) {
    return charts().resolve(ChartReference.parse(chart, version));
  }

  private Charts charts() {
    return new Charts(Machine.at(temp), HttpSettings.defaults());
  }
}
