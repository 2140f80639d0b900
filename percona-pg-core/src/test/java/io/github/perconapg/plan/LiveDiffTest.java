package io.github.perconapg.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.perconapg.model.FieldChange;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

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
    assertThat(differences(Map.of("cpu", "1000m"), Map.of("cpu", "1"))).isEmpty();
    assertThat(differences(Map.of("memory", "1024Mi"), Map.of("memory", "1Gi"))).isEmpty();
    assertThat(differences(Map.of("memory", "1Gi"), Map.of("memory", "2Gi"))).hasSize(1);
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

  private static Map<String, Object> named(String name) {
    return Map.of("name", name);
  }

  private static List<String> differences(Map<String, Object> rendered, Map<String, Object> live) {
    return LiveDiff.between(Map.of("spec", rendered), Map.of("spec", live)).stream()
        .map(FieldChange::shown)
        .toList();
  }
}
