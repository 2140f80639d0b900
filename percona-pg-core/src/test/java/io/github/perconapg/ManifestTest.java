package io.github.perconapg;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.perconapg.model.Container;
import io.github.perconapg.model.CpuMemory;
import io.github.perconapg.model.Metadata;
import io.github.perconapg.model.PerconaPostgresqlOperator;
import io.github.perconapg.model.Spec;
import io.github.perconapg.model.TargetCluster;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A manifest")
class ManifestTest {

  private static final String HEAD =
      """
      apiVersion: kubernetes.project-planton.org/v1
      kind: PerconaPostgresqlOperator
      metadata: { name: pg }
      """;

  private static Path requirement() throws URISyntaxException {
    return Path.of(
        Objects.requireNonNull(ManifestTest.class.getResource("requirement.yaml")).toURI());
  }

  @Test
  void ofTheRequirementIsReadAsItIs() throws URISyntaxException {
    var input = Manifest.read(requirement());
    assertThat(input.providerConfig()).isNull();
    assertThat(input.source()).endsWith("requirement.yaml");
    assertThat(input.target())
        .isEqualTo(
            new PerconaPostgresqlOperator(
                Metadata.named("percona-postgresql-operator"),
                new Spec(
                    new TargetCluster.ById("k8s-cluster-01"),
                    "percona-postgresql-operator",
                    Container.DEFAULT,
                    true)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"k8scred_01k789v5ewezr0f45j5zht9ysj", "k8scred_01jp6qzdsj70s228htskj53214"})
  void ofTheTwoEnvironmentsNamesItsCluster(String id) throws Exception {
    var text = Files.readString(requirement()).replace("k8s-cluster-01", id);
    assertThat(Manifest.parse(text, "m.yaml").target().spec().targetCluster())
        .isEqualTo(new TargetCluster.ById(id));
  }

  @Test
  void ofTheRequirementIsWrittenBackAsItWasButForTheOrderOfResources() throws Exception {
    var text = Files.readString(requirement());
    var written = Manifest.write(Manifest.read(requirement()).target());
    assertThat(written.lines().sorted()).containsExactlyElementsOf(text.lines().sorted().toList());
  }

  @Test
  void withoutDefaultedFieldsGetsEachDefaultByItself() {
    var spec =
        Manifest.parse(HEAD + "spec: { container: { resources: { requests: { cpu: 0.5 } } } }", "m")
            .target()
            .spec();
    assertThat(spec)
        .isEqualTo(
            new Spec(
                null,
                Spec.DEFAULT_NAMESPACE,
                new Container(new CpuMemory("1000m", "1Gi"), new CpuMemory("0.5", "256Mi")),
                true));
  }

  @Test
  void withEveryFieldSurvivesTheRoundTrip() {
    var resource =
        new PerconaPostgresqlOperator(
            new Metadata(
                "pg",
                "0x1F",
                "percpgop_01k789v5ewezr0f45j5zht9ysj",
                "acme",
                "no",
                Map.of("app.kubernetes.io/name", "true"),
                Map.of("note", "a \"b\" \\ c: #d\n\t\u001b é 😀 \u2028", "", ""),
                List.of("1", "two words", "-"),
                new Metadata.Version("v1", null, "1e3")),
            new Spec(
                new TargetCluster.BySelector("GcpGkeCluster", "main"),
                "pgo",
                new Container(new CpuMemory("1", "1e9"), new CpuMemory(".5", "1Ki")),
                false));
    var text = Manifest.write(resource);
    assertThat(text).contains("createNamespace: false\n", "cpu: \"1\"\n", "env: \"no\"\n");
    assertThat(Manifest.parse(text, "m").target()).isEqualTo(resource);
  }

  @Test
  void inJsonIsReadWithTabsAndEscapes() {
    var json =
        """
        {
        \t"apiVersion": "kubernetes.project-planton.org\\/v1", "kind": "PerconaPostgresqlOperator",
        \t"metadata": { "name": "pg", "annotations": { "face": "\\ud83d\\ude00" } },
        \t"spec": { "container": {}, "createNamespace": false }
        }
        """;
    var resource = Manifest.parse(json, "m.json").target();
    assertThat(resource.metadata().annotations()).containsEntry("face", "😀");
    assertThat(resource.spec().createNamespace()).isFalse();
  }

  @Test
  void isReadWithAByteOrderMarkAndWindowsLineEnds(@org.junit.jupiter.api.io.TempDir Path folder)
      throws IOException, URISyntaxException {
    var text = "\uFEFF" + Files.readString(requirement()).replace("\n", "\r\n");
    var file = Files.writeString(folder.resolve("m.yaml"), text);
    assertThat(Manifest.read(file).target()).isEqualTo(Manifest.read(requirement()).target());
  }
}
