package io.github.perconapg.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.perconapg.model.FieldChange;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveDiffTest {

  @Test
  void namesTheFieldThatDiffersWithBothValues() {
    assertThat(differences(Map.of("replicas", 1), Map.of("replicas", 3)))
        .containsExactly("spec.replicas: 3 -> 1");
  }

  @Test
  void doesNotLookAtFieldsThatOnlyTheClusterHas() {
    assertThat(differences(Map.of("a", 1), Map.of("a", 1, "addedBySomebody", true))).isEmpty();
  }

  @Test
  void takesQuantitiesOfOneAmountForEqual() {
    assertThat(differences(limit("cpu", "1000m"), limit("cpu", "1"))).isEmpty();
    assertThat(differences(limit("memory", "1024Mi"), limit("memory", "1Gi"))).isEmpty();
    assertThat(differences(limit("memory", "1Gi"), limit("memory", "2Gi"))).hasSize(1);
  }

  @Test
  void findsNamedListEntriesWhereverTheyStand() {
    var rendered = List.of(Map.of("name", "A", "value", "1"));
    var live = List.of(Map.of("name", "B", "value", "2"), Map.of("name", "A", "value", "changed"));
    assertThat(differences(Map.of("env", rendered), Map.of("env", live)))
        .containsExactly("spec.env[A].value: changed -> 1");
  }

  @Test
  void takesAnAbsentFieldAndAnEmptyOneForEqual() {
    assertThat(differences(Map.of("tolerations", List.of(), "x", ""), Map.of())).isEmpty();
  }

  @Test
  void leavesAloneWhatOthersAddedWhereTheChartRendersNothing() {
    var live = Map.<String, Object>of("metadata", Map.of("labels", Map.of("somebody", "else")));
    assertThat(LiveDiff.between(Map.of("metadata", Map.of("name", "x")), live)).isEmpty();
  }

  @Test
  void reportsAFieldThatIsMissing() {
    assertThat(differences(Map.of("image", "operator:1"), Map.of()))
        .containsExactly("spec.image: (none) -> operator:1");
  }

  @Test
  void masksTheDataOfSecrets() {
    var diff =
        LiveDiff.between(
            Map.of("kind", "Secret", "data", Map.of("k", "canary")),
            Map.of("kind", "Secret", "data", Map.of("k", "other")));
    assertThat(diff).extracting(FieldChange::shown).containsExactly("data.k: (masked) -> (masked)");
  }

  @Test
  void masksVariablesAmongEntriesThatComeOrGoAsAWhole() {
    assertThat(
            differences(
                Map.of("sets", List.of(Map.of("name", "DB_PASSWORD", "value", "canary"), "b")),
                Map.of("sets", List.of())))
        .first()
        .asString()
        .contains("DB_PASSWORD", "(masked)")
        .doesNotContain("canary");
  }

  @Test
  void showsSwitchesWhateverTheirName() {
    assertThat(
            differences(
                Map.of("automountServiceAccountToken", true),
                Map.of("automountServiceAccountToken", false)))
        .containsExactly("spec.automountServiceAccountToken: false -> true");
  }

  @Test
  void comparesLabelsAndAnnotationsButNoOtherMetadata() {
    var diff =
        LiveDiff.between(
            Map.of("metadata", Map.of("name", "x", "labels", Map.of("l", "1"))),
            Map.of("metadata", Map.of("uid", "u", "labels", Map.of("l", "2"))));
    assertThat(diff).extracting(FieldChange::shown).containsExactly("metadata.labels.l: 2 -> 1");
  }

  @Test
  void ofAWholeObjectAlsoReportsWhatWouldGo() {
    var live =
        Map.<String, Object>of("spec", Map.of("a", 1, "env", List.of(named("A"), named("B"))));
    var wanted = Map.<String, Object>of("spec", Map.of("env", List.of(named("B"))));
    assertThat(LiveDiff.betweenWhole(wanted, live))
        .extracting(FieldChange::shown)
        .containsExactly("spec.a: 1 -> (none)", "spec.env[A].name: A -> (none)");
  }

  @Test
  void showsEntriesThatComeAndGoInAListWithoutNames() {
    assertThat(
            differences(
                Map.of("rules", List.of(Map.of("verbs", "get"), Map.of("verbs", "watch"))),
                Map.of("rules", List.of(Map.of("verbs", "get")))))
        .containsExactly("spec.rules[]: (none) -> {verbs=watch}");
  }

  @ParameterizedTest
  @CsvSource({
    "resources.limits.cpu, true",
    "template.emptyDir.sizeLimit, true",
    "hard.pods, true",
    "template.args, false",
    "template.limits, false"
  })
  void takesOneAmountInTwoFormsForEqualInFieldsOfQuantities(String path, boolean equal) {
    assertThat(differences(at(path, "1k"), at(path, "1000")).isEmpty()).isEqualTo(equal);
  }

  @Test
  void takesTextsOfOneAmountForTwoElsewhere() {
    var env = Map.<String, Object>of("env", List.of(Map.of("name", "SIZE", "value", "1k")));
    var live = Map.<String, Object>of("env", List.of(Map.of("name", "SIZE", "value", "1000")));
    assertThat(differences(env, live)).containsExactly("spec.env[SIZE].value: 1000 -> 1k");
    assertThat(LiveDiff.between(Map.of("data", env), Map.of("data", live))).hasSize(1);
  }

  private static Map<String, Object> limit(String resource, String amount) {
    return at("resources.limits." + resource, amount);
  }

  private static Map<String, Object> at(String path, String value) {
    Map<String, Object> tree = Map.of();
    Object inner = value;
    var keys = path.split("\\.", -1);
    for (var i = keys.length - 1; i >= 0; i--) {
      tree = Map.of(keys[i], inner);
      inner = tree;
    }
    return tree;
  }

  private static Map<String, Object> named(String name) {
    return Map.of("name", name);
  }

  private static List<String> differences(Map<String, Object> rendered, Map<String, Object> live) {
    return LiveDiff.between(Map.of("spec", rendered), Map.of("spec", live)).stream()
        .map(FieldChange::shown)
        .toList();
  }
}
