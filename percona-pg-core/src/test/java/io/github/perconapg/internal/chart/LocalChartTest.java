package io.github.perconapg.internal.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.perconapg.model.HttpSettings;
import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.ProblemCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalChartTest {

  @TempDir Path temp;
  private Charts charts;
  private final Map<String, String> files = SampleChart.files("2.7.0");

  @BeforeEach
  void openCharts() {
    charts = new Charts(Machine.at(temp), HttpSettings.defaults());
  }

  @Test
  void readsAFolder() throws IOException {
    var chart = folder();

    assertThat(chart.name()).isEqualTo("pg-operator");
    assertThat(chart.version()).isEqualTo("2.7.0");
    assertThat(chart.appVersion()).isEqualTo("2.7.0");
    assertThat(chart.kubeVersion()).isNull();
    assertThat(chart.defaults()).containsEntry("replicaCount", 1).containsKey("resources");
    assertThat(chart.crds())
        .extracting(Crd::name)
        .containsExactly("clusters.a.example.com", "backups.b.org");
    assertThat(chart.digest()).matches("[0-9a-f]{64}");
  }

  @Test
  void readsAPackedChartAsTheSameChart() {
    var packed = packed(SampleChart.packed(files));

    var chart = folder();
    assertThat(packed).usingRecursiveComparison().ignoringFields("origin").isEqualTo(chart);
    assertThat(packed.origin()).endsWith("chart.tgz");
  }

  @Test
  void givesHelmAPrivateCopyWithoutDefinitions() throws IOException {
    var chart = folder();

    try (var paths = Files.walk(chart.folder())) {
      assertThat(paths.filter(Files::isRegularFile))
          .extracting(path -> chart.folder().relativize(path).toString())
          .containsExactlyInAnyOrder("Chart.yaml", "values.yaml", "templates/deployment.yaml");
    }
    assertThat(chart.folder()).startsWith(temp.resolve("cache"));
    assertThat(chart.folder().resolve("values.yaml")).hasContent(SampleChart.VALUES);
    assertThat(permissions(chart.folder())).isEqualTo("rwx------");
    assertThat(permissions(chart.folder().resolve("templates"))).isEqualTo("rwx------");
    assertThat(permissions(chart.folder().resolve("Chart.yaml"))).isEqualTo("rw-------");
  }

  @Test
  void anUnchangedChartKeepsItsCopyAndAChangedOneGetsAnother() throws IOException {
    var first = folder();
    var written = Files.getLastModifiedTime(first.folder().resolve("Chart.yaml"));

    assertThat(folder()).isEqualTo(first);
    assertThat(Files.getLastModifiedTime(first.folder().resolve("Chart.yaml"))).isEqualTo(written);

    files.put("crds/crd.yaml", SampleChart.crd("others", "a.example.com"));
    var changed = folder();
    assertThat(changed.digest()).isNotEqualTo(first.digest());
    assertThat(changed.folder()).isNotEqualTo(first.folder());
  }

  @Test
  void repairsACopyThatWasChanged() throws IOException {
    var values = folder().folder().resolve("values.yaml");
    Files.writeString(values, SampleChart.VALUES.replace("replicaCount: 1", "replicaCount: 9"));

    folder();

    assertThat(values).hasContent(SampleChart.VALUES);
    try (var left = Files.list(temp.resolve("cache/charts/without-crds"))) {
      assertThat(left).hasSize(1);
    }
  }

  @Test
  void repairsACopyThatHasMoreFiles() throws IOException {
    var extra = folder().folder().resolve("templates/extra.yaml");
    Files.writeString(extra, "kind: Secret\n");

    folder();

    assertThat(extra).doesNotExist();
    assertThat(extra.resolveSibling("deployment.yaml")).exists();
  }

  @Test
  void leavesOutWhatVersionControlKeeps() {
    var digest = folder().digest();
    SampleChart.folder(temp.resolve("chart"), Map.of(".git/config", "x", ".DS_Store", "x"));
    assertThat(charts.resolve(reference("chart")).digest()).isEqualTo(digest);
  }

  @Test
  void refusesALinkInAFolder() throws IOException {
    folder();
    Files.createSymbolicLink(temp.resolve("chart/templates/link.yaml"), temp.resolve("secret"));

    assertThatThrownBy(() -> charts.resolve(reference("chart")))
        .isInstanceOf(PerconaPgException.class)
        .hasMessageContaining("templates/link.yaml")
        .hasMessageContaining("symbolic link");
  }

  @Test
  void findsDefinitionsOfSubchartsAlsoOfPackedOnes() {
    var inner =
        new SampleChart.Archive()
            .file("inner/Chart.yaml", "name: inner\nversion: 1.0.0\n")
            .file("inner/crds/inner.yaml", SampleChart.crd("inners", "c.org"))
            .bytes();
    files.put("charts/outer/Chart.yaml", "name: outer\nversion: 1.0.0\n");
    files.put("charts/outer/crds/outer.yml", SampleChart.crd("outers", "c.org"));
    files.put(
        "Chart.yaml",
        files.get("Chart.yaml") + "dependencies:\n- name: outer\n- {name: inner, version: '*'}\n");
    SampleChart.folder(temp.resolve("chart"), files);
    SampleChart.file(temp.resolve("chart/charts/inner-1.0.0.tgz"), inner);

    var chart = charts.resolve(reference("chart"));

    assertThat(chart.crds())
        .extracting(Crd::name)
        .contains("inners.c.org", "outers.c.org", "backups.b.org");
    assertThat(chart.folder().resolve("charts/inner/Chart.yaml")).exists();
    assertThat(chart.folder().resolve("charts/inner/crds")).doesNotExist();
    assertThat(chart.folder().resolve("charts/inner-1.0.0.tgz")).doesNotExist();
  }

  @Test
  void namesADependencyThatIsNotThere() {
    files.put("Chart.yaml", files.get("Chart.yaml") + "dependencies:\n- name: common\n");
    assertInvalid("depends on common", "helm dependency update");
  }

  @Test
  void refusesAFolderThatIsNotAChartAndNamesTheOneInIt() {
    var text = files.remove("Chart.yaml");
    files.put("pg-operator/Chart.yaml", text);
    assertInvalid("no Chart.yaml", "pg-operator/Chart.yaml");
  }

  @Test
  void refusesALibraryChart() {
    files.computeIfPresent("Chart.yaml", (path, text) -> text.replace("application", "library"));
    assertInvalid("of type \"library\"");
  }

  @Test
  void refusesAChartWithoutAppVersion() {
    files.replace("Chart.yaml", "name: pg-operator\nversion: 1.0.0\nappVersion:\n");
    assertInvalid("no appVersion");
  }

  @Test
  void refusesAVersionThatIsNotSemantic() {
    files.replace("Chart.yaml", "name: pg-operator\nversion: 1.0\nappVersion: 2.10\n");
    assertInvalid("version \"1.0\"", "semantic version");
  }

  @Test
  void readsAVersionThatLooksLikeANumberAsText() {
    files.replace("Chart.yaml", "name: mirror\nversion: 1.0.0\nappVersion: 2.10\n");
    assertThat(folder().appVersion()).isEqualTo("2.10");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# only a comment\n", "---\n", "''"})
  void refusesAChartYamlThatSaysNothing(String text) {
    files.replace("Chart.yaml", text);
    assertInvalid("Chart.yaml has no name");
  }

  @Test
  void readsAnEmptyRequirementsYaml() {
    files.replace("Chart.yaml", "apiVersion: v1\nname: m\nversion: 1.0.0\nappVersion: 2.7.0\n");
    files.put("requirements.yaml", "");
    assertThat(folder().appVersion()).isEqualTo("2.7.0");
  }

  @Test
  void namesThePlaceOfASyntaxError() {
    files.replace("values.yaml", "a: 1\nb: [1, 2\n");
    assertInvalid("values.yaml of ", ":2:4: ");
  }

  @Test
  void refusesTextThatIsNotUtf8() {
    SampleChart.folder(temp.resolve("chart"), files);
    SampleChart.file(
        temp.resolve("chart/values.yaml"), "a: ü".getBytes(StandardCharsets.ISO_8859_1));
    assertProblem("chart", ProblemCode.CHART_INVALID, "values.yaml is not UTF-8");
  }

  @Test
  void saysThatThereIsNoSuchChart() {
    assertProblem("nowhere.tgz", ProblemCode.CHART_NOT_FOUND, "no chart at", "nowhere.tgz");
  }

  @Test
  void saysThatAFileIsNoArchive() {
    SampleChart.file(temp.resolve("chart.tgz"), new byte[] {1, 2, 3});
    assertProblem("chart.tgz", ProblemCode.CHART_INVALID, "gzip-compressed tar archive");
  }

  private void assertInvalid(String... parts) {
    SampleChart.folder(temp.resolve("chart"), files);
    assertProblem("chart", ProblemCode.CHART_INVALID, parts);
  }

  private void assertProblem(String name, ProblemCode code, String... parts) {
    assertThatThrownBy(() -> charts.resolve(reference(name)))
        .isInstanceOfSatisfying(
            PerconaPgException.class,
            e -> {
              assertThat(e.problem().code()).isEqualTo(code);
              assertThat(e.problem().summary()).contains(List.of(parts));
            });
  }

  private Chart folder() {
    SampleChart.folder(temp.resolve("chart"), files);
    return charts.resolve(reference("chart"));
  }

  private Chart packed(byte[] archive) {
    SampleChart.file(temp.resolve("chart.tgz"), archive);
    return charts.resolve(reference("chart.tgz"));
  }

  private ChartReference reference(String name) {
    return ChartReference.parse(temp.resolve(name).toString(), "");
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
