package io.github.perconapg.internal.helm;

import static io.github.perconapg.internal.helm.HelmSecret.base64;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A record is data from outside, its chart as well. */
class StoredChartTest {

  private static final String HOOK =
      """
      kind: Job
      metadata: {name: clean, annotations: {helm.sh/hook: pre-delete}}
      spec: {args: ["{{ not a template }}"]}
      """;

  @TempDir Path folder;

  @Test
  void isWrittenAsItWas() throws IOException {
    chart("\"eHg=\"", "eHg=").writeTo(folder.resolve("chart"));
    assertThat(folder.resolve("chart/templates/x.yaml")).hasContent("xx");
    assertThat(folder.resolve("chart/README.md")).hasContent("xx");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"%%%\"", "\"e\"", "[1", "{\"a\": 1}"})
  void withFileDataThatIsNotBase64IsAnIoError(String data) {
    var json = "\"data\":" + data;
    assertThatThrownBy(
            () -> chart(data.startsWith("[") ? "\"[\"" : data, "eHg=").writeTo(folder.resolve("c")))
        .as(json)
        .isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"../evil", "/evil", "a\\u0000b", ""})
  void withANameThatIsNoPathBelowItIsAnIoError(String name) {
    var release = record().json().replace("README.md", name);
    assertThatThrownBy(() -> chart(release).writeTo(folder.resolve("c")))
        .isInstanceOf(IOException.class);
  }

  @Test
  void theManifestIsWrittenWithItsHooks() throws IOException {
    hooked("pg-operator/templates/hook.yaml").writeManifestTo(folder.resolve("chart"));
    assertThat(folder.resolve("chart/hook-1.yaml")).hasContent(HOOK);
    assertThat(folder.resolve("chart/templates/hook-1.yaml"))
        .hasContent("{{ .Files.Get \"hook-1.yaml\" }}");
    assertThat(folder.resolve("chart/manifest.yaml")).content().contains("kind: Deployment");
  }

  @Test
  void hooksOfSubchartsAreKnownToBeMissingInTheChartAsItWas() {
    assertThat(hooked("pg-operator/templates/hook.yaml").hasHooksOfSubcharts()).isFalse();
    assertThat(hooked("pg-operator/charts/sub/templates/hook.yaml").hasHooksOfSubcharts()).isTrue();
  }

  private static StoredChart hooked(String path) {
    var hook = Map.of("name", "clean", "path", path, "manifest", HOOK);
    var secret = HelmSecret.answered(record().hooks(List.of(hook)).build());
    return StoredChart.of(secret, (ReleaseRecord) RecordSecret.read(secret, "pg-operator"));
  }

  private static StoredChart chart(String data, String other) {
    return chart(record().json().replace("\"" + other + "\"", data));
  }

  private static StoredChart chart(String json) {
    var secret = HelmSecret.answered(record().data(base64(json.getBytes(UTF_8))).build());
    return StoredChart.of(secret, (ReleaseRecord) RecordSecret.read(secret, "pg-operator"));
  }

  private static HelmSecret record() {
    return HelmSecret.of(1, "deployed", "x");
  }
}
