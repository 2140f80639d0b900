package io.github.perconapg.internal.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.perconapg.model.HttpSettings;
import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChartValuesTest {

  private static final Map<String, Object> FROM_MANIFEST =
      Map.of(
          "limits", Map.of("cpu", "1000m", "memory", "1Gi"),
          "requests", Map.of("cpu", "100m", "memory", "256Mi"));

  @TempDir Path temp;

  @Test
  void areTheFourFieldsOfTheManifestWhenTheUserSaysNothing() {
    var values = of(Map.of());
    assertThat(values.values()).isEqualTo(Map.of("resources", FROM_MANIFEST));
    assertThat(values.notes()).isEmpty();
  }

  @Test
  void keepWhatTheManifestDoesNotSay() {
    var given =
        Map.<String, Object>of(
            "replicaCount",
            2,
            "nodeSelector",
            Map.of("disk", "ssd"),
            "resources",
            Map.of("limits", Map.of("ephemeral-storage", "1Gi")));
    var values = of(given);
    assertThat(values.values()).containsEntry("replicaCount", 2).containsKey("nodeSelector");
    assertThat(values.values().get("resources"))
        .isEqualTo(
            Map.of(
                "limits",
                Map.of("cpu", "1000m", "memory", "1Gi", "ephemeral-storage", "1Gi"),
                "requests",
                FROM_MANIFEST.get("requests")));
    assertThat(values.notes()).isEmpty();
  }

  @Test
  void sayWhereTheManifestWins() {
    var limits = Map.of("cpu", "250m", "memory", "1Gi");
    var values = of(Map.of("resources", Map.of("limits", limits)));
    assertThat(values.values()).isEqualTo(Map.of("resources", FROM_MANIFEST));
    assertThat(values.notes())
        .containsExactly(
            "The chart value resources.limits.cpu is not used: the manifest's"
                + " spec.container.resources.limits.cpu, 1000m, wins over it.");
  }

  @Test
  void keepNullWhichTakesADefaultAway() {
    var values = of(ValuesFile.read(file("nodeSelector: null\nresources:\n")));
    assertThat(values.values()).containsEntry("nodeSelector", null);
    assertThat(values.values().get("resources")).isEqualTo(FROM_MANIFEST);
  }

  @Test
  void refuseEveryValueOfAWrongType() {
    var problems =
        problems(
            Map.of(
                "replicaCount",
                "2",
                "image",
                2.7,
                "disableTelemetry",
                "yes",
                "imagePullSecrets",
                Map.of("name", "x"),
                "resources",
                Map.of("limits", List.of())));
    assertThat(problems).extracting(Problem::code).containsOnly(ProblemCode.VALUES_INVALID);
    assertThat(problems)
        .extracting(Problem::summary)
        .containsExactlyInAnyOrder(
            "The chart value replicaCount is text, but the chart's default there is a number",
            "The chart value image is a number, but the chart's default there is text",
            "The chart value disableTelemetry is text, but the chart's default there is true or"
                + " false",
            "The chart value imagePullSecrets is a mapping, but the chart's default there is a"
                + " list",
            "The chart value resources.limits is a list, but the chart's default there is a"
                + " mapping");
  }

  @Test
  void refuseWhatIsNoYamlValue() {
    assertThat(problems(Map.of("extra", Map.of("when", List.of(Instant.EPOCH)))))
        .extracting(Problem::summary)
        .containsExactly(
            "The chart value extra.when[0] is a Java object of type java.time.Instant");
    assertThat(problems(Map.of("nodeSelector", Map.of(1, "x"))).get(0).summary())
        .contains("has the key 1, which is not text");
  }

  @Test
  void refuseAStructureWithoutEnd() {
    var endless = new HashMap<String, Object>();
    endless.put("again", endless);
    assertThat(problems(Map.of("nodeSelector", endless)).get(0).summary())
        .contains("deeper than 64 levels");
  }

  @Test
  void acceptSilentlyWhatOnlyATemplateUses() {
    var values = of(Map.of("watchNamespace", "a,b", "rbac", Map.of("useClusterAdmin", true)));
    assertThat(values.notes()).isEmpty();
    assertThat(values.values()).containsEntry("watchNamespace", "a,b");
  }

  @Test
  void noteUnknownKeysUpToANumber() {
    var many = new LinkedHashMap<String, Object>();
    IntStream.range(0, 10_000).forEach(i -> many.put("zzz" + i, i));
    assertThat(of(many).notes()).hasSize(21).last().asString().contains("more values like these");
  }

  @Test
  void noteAKeyThatTheChartDoesNotKnow() {
    assertThat(of(Map.of("watchNamespaces", "a")).notes())
        .containsExactly(
            "The chart pg-operator 2.7.0 does not know the value watchNamespaces; did you mean"
                + " watchNamespace?");
    assertThat(of(Map.of("zzz", "a")).notes())
        .containsExactly("The chart pg-operator 2.7.0 does not know the value zzz.");
    assertThat(of(Map.of("resources", Map.of("limit", Map.of()))).notes())
        .containsExactly(
            "The chart pg-operator 2.7.0 does not know the value resources.limit; did you mean"
                + " limits?");
  }

  @Test
  void areACopy() {
    var inner = new HashMap<String, Object>(Map.of("disk", "ssd"));
    var values = of(Map.of("nodeSelector", inner));
    inner.put("disk", "none");
    assertThat(values.values()).containsEntry("nodeSelector", Map.of("disk", "ssd"));
  }

  private Path file(String text) {
    return SampleChart.file(temp.resolve("values.yaml"), text.getBytes(StandardCharsets.UTF_8));
  }

  private List<Problem> problems(Map<String, Object> given) {
    return catchThrowableOfType(PerconaPgException.class, () -> of(given)).problems();
  }

  private ChartValues of(Map<String, Object> given) {
    var folder = SampleChart.folder(temp.resolve("chart"), SampleChart.files("2.7.0"));
    var desired = SampleChart.desired().chart(folder.toString()).values(given);
    var chart = new Charts(Machine.at(temp), HttpSettings.defaults()).resolve(desired);
    return ChartValues.of(chart, desired);
  }
}
