package io.github.perconapg.internal.crd;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.perconapg.internal.chart.SemVer;
import io.github.perconapg.internal.yaml.Unstructured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * From each version's CRDs to each other one's: forward they are written, back they are kept.
 * Always with small CRDs that differ as the real ones of 2.5.0 to 3.0.0 do; also with the real ones
 * that lie in ../shared/data beside the repository, and with those of {@code -Dit.charts=FOLDER},
 * which has a folder {@code VERSION/pg-operator/crds} for each version.
 */
class CrdDecisionTest {

  private static final Comparator<String> BY_VERSION =
      Comparator.comparing(
          version -> Objects.requireNonNull(SemVer.parse(version)), SemVer.PRECEDENCE);

  private static final Map<String, Map<String, Object>> REAL = real();

  @ParameterizedTest(name = "{1} over {0}")
  @MethodSource("pairs")
  void forwardIsWrittenAndBackIsKept(
      String from, String to, Map<String, Object> live, Map<String, Object> chart) {
    var decisions = decisions(live, chart);
    var forward = BY_VERSION.compare(to, from) >= 0;
    assertThat(decisions.values())
        .as("%s over %s", to, from)
        .isNotEmpty()
        .containsAnyOf(CrdDecision.EQUAL, forward ? CrdDecision.WRITE : CrdDecision.KEEP)
        .isSubsetOf(CrdDecision.EQUAL, forward ? CrdDecision.WRITE : CrdDecision.KEEP);
  }

  @ParameterizedTest(name = "{1} over {0}")
  @MethodSource("pairs")
  void whatAChangeGainsGoingBackLoses(
      String from, String to, Map<String, Object> live, Map<String, Object> chart) {
    live.forEach(
        (name, crd) -> {
          if (chart.get(name) != null) {
            var there =
                CrdDifference.between(Unstructured.map(crd), Unstructured.map(chart.get(name)));
            var back =
                CrdDifference.between(Unstructured.map(chart.get(name)), Unstructured.map(crd));
            assertThat(back.dropped()).isEqualTo(there.gained());
            assertThat(back.gained()).isEqualTo(there.dropped());
            assertThat(keywords(back.tightened())).isEqualTo(keywords(there.loosened()));
            assertThat(keywords(back.loosened())).isEqualTo(keywords(there.tightened()));
          }
        });
  }

  @Test
  void aPatchReleaseIsNotTakenBackByItsLabelNorWithoutOne() {
    var decisions = decisions(crds("2.8.2"), crds("2.8.0"));
    assertThat(decisions)
        .containsEntry("perconapgclusters", CrdDecision.KEEP)
        .containsEntry("pgupgrades", CrdDecision.KEEP)
        .containsEntry("perconapgbackups", CrdDecision.EQUAL);
  }

  @Test
  void aConstraintThatNothingExplainsIsNotTightened() {
    var live = crds("2.8.2");
    var chart = changed(live, "maximum: 18", "maximum: 17, minLength: 0, multipleOf: 1");
    chart =
        changed(
            chart, "since2_8: {type: object}", "since2_8: {type: object}, ofAFork: {type: object}");
    assertThat(decisions(live, chart)).containsEntry("perconapgclusters", CrdDecision.TIGHTENS);
  }

  @Test
  void ofWhatIsTightenedAndLoosenedOnlyTheOthersTellTheVersion() {
    var live = crds("2.5.0");
    assertThat(decisions(live, crds("2.6.0"))).containsEntry("pgupgrades", CrdDecision.WRITE);
    var alone = new LinkedHashMap<>(live);
    alone.put("pgupgrades", crds("2.6.0").get("pgupgrades"));
    assertThat(decisions(live, alone)).containsEntry("pgupgrades", CrdDecision.TIGHTENS);
  }

  @Test
  void aFieldThatOnlyTheClusterHasIsNeverDropped() {
    var live = changed(crds("2.7.0"), "since2_7: {type: object}", "ofSomebodyElse: {type: object}");
    assertThat(decisions(live, crds("2.7.0")))
        .containsEntry("perconapgclusters", CrdDecision.DROPS);
  }

  static Stream<Arguments> pairs() {
    var sets = new ArrayList<Map<String, Map<String, Object>>>();
    var small = new TreeMap<String, Map<String, Object>>(BY_VERSION);
    for (var version :
        List.of("2.5.0", "2.6.0", "2.7.0", "2.8.0", "2.8.1", "2.8.2", "2.9.0", "3.0.0")) {
      small.put(version, crds(version));
    }
    sets.add(small);
    sets.add(REAL);
    return sets.stream()
        .flatMap(
            set ->
                set.keySet().stream()
                    .flatMap(
                        from ->
                            set.keySet().stream()
                                .map(to -> Arguments.of(from, to, set.get(from), set.get(to)))));
  }

  private static Map<String, CrdDecision> decisions(
      Map<String, Object> live, Map<String, Object> chart) {
    var relations = new TreeMap<String, CrdDiff>();
    live.forEach(
        (name, crd) -> {
          if (chart.get(name) != null) {
            relations.put(
                name, CrdDiff.of(Unstructured.map(chart.get(name)), Unstructured.map(crd)));
          }
        });
    var newer = CrdDecision.newer(relations.values());
    var decisions = new TreeMap<String, CrdDecision>();
    relations.forEach((name, relation) -> decisions.put(name, CrdDecision.of(relation, newer)));
    return decisions;
  }

  /** Where and which, without the values, and as often as there is one. */
  private static List<String> keywords(List<String> lines) {
    return lines.stream()
        .map(line -> line.contains(": rule ") ? line : line.replaceFirst("(: \\S+) .*", "$1"))
        .toList();
  }

  /** Three CRDs of a version in small; each line is of a kind that the real ones have. */
  private static Map<String, Object> crds(String version) {
    Predicate<String> since = minor -> BY_VERSION.compare(version, minor) >= 0;
    var label = Map.of("2.8.2", "2.8.1").getOrDefault(version, version);
    var labels = since.test("2.7.0") ? "labels: {pgv2.percona.com/version: v" + label + "}" : "";
    var postgres = since.test("2.8.1") ? 18 : since.test("2.6.0") ? 17 : 16;
    var words = since.test("2.9.0") ? "" : "description: of " + label;
    var clusters =
        List.of(
            "postgresVersion: {type: integer, minimum: 12, maximum: " + postgres + "}",
            since.test("2.6.0") ? "since2_6: {type: object}" : "extensions: {required: [image]}",
            since.test("2.6.0") ? "extensions: {}" : "stanza: {default: db}",
            since.test("2.6.0") ? "stanza: {}" : "standby: {default: true}",
            since.test("2.7.0") ? "since2_7: {type: object}" : "patroni: {}",
            since.test("2.7.0") ? "patroni: {x-kubernetes-validations: [{rule: a}]}" : "a: {}",
            since.test("2.8.0") ? "since2_8: {type: object}" : "repos: {minItems: 1}",
            since.test("2.8.0") ? "repos: {}" : "b: {}",
            since.test("2.9.0") ? "since2_9: {type: object}" : "c: {}",
            since.test("2.9.0") ? "pmm: {default: a}" : "pmm: {default: b}",
            since.test("3.0.0")
                ? "snapshots: {required: [className]}"
                : "snapshots: {x-kubernetes-validations: [{rule: has(self.className)}]}");
    var fields = new TreeMap<String, String>();
    clusters.forEach(field -> fields.put(field.substring(0, field.indexOf(':')), field));
    for (var always : List.of("a", "b", "c", "standby")) {
      fields.putIfAbsent(always, always + ": {}");
    }
    var lowest = since.test("2.6.0") ? 12 : 10;
    var crds = new LinkedHashMap<String, Object>();
    crds.put("perconapgclusters", crd(labels, words, String.join(", ", fields.values())));
    crds.put("perconapgbackups", crd(labels, "", "repoName: {}"));
    crds.put(
        since.test("3.0.0") ? "pgupgrades of upstream" : "pgupgrades",
        crd("", words, "from: {minimum: " + lowest + "}, to: {maximum: " + postgres + "}"));
    crds.put(since.test("3.0.0") ? "bridges of upstream" : "bridges", crd("", words, "only: {}"));
    return crds;
  }

  private static Map<String, Object> crd(String labels, String words, String fields) {
    return parse(
        """
        metadata: {%s}
        spec:
          versions:
          - name: v2
            schema:
              openAPIV3Schema:
                properties:
                  %s
                  spec: {properties: {%s}}
        """
            .formatted(labels, words.isEmpty() ? "kind: {}" : "kind: {" + words + "}", fields));
  }

  private static Map<String, Object> changed(Map<String, Object> crds, String field, String other) {
    var changed = new LinkedHashMap<String, Object>(crds);
    var before = Objects.requireNonNull(crds.get("perconapgclusters"));
    var clusters = replace(before, parse("{" + field + "}"), parse("{" + other + "}"));
    assertThat(clusters).isNotEqualTo(before);
    changed.put("perconapgclusters", clusters);
    return changed;
  }

  /** A copy in which each mapping that holds some entries has others in their place. */
  private static Object replace(
      Object node, Map<String, Object> before, Map<String, Object> after) {
    if (node instanceof Map<?, ?> map) {
      var copy = new LinkedHashMap<Object, Object>();
      map.forEach((key, value) -> copy.put(key, replace(value, before, after)));
      if (copy.entrySet().containsAll(before.entrySet())) {
        copy.keySet().removeAll(before.keySet());
        copy.putAll(after);
      }
      return copy;
    }
    return node instanceof List<?> list
        ? list.stream().map(each -> replace(each, before, after)).toList()
        : node;
  }

  /** By version; empty where there are none. */
  private static Map<String, Map<String, Object>> real() {
    var found = new TreeMap<String, Map<String, Object>>(BY_VERSION);
    var charts = System.getProperty("it.charts", "");
    try (var folders = charts.isEmpty() ? Stream.<Path>empty() : Files.list(Path.of(charts))) {
      folders.forEach(
          folder -> {
            var file = folder.resolve("pg-operator/crds/crd.yaml");
            if (Files.isRegularFile(file)) {
              found.put(String.valueOf(folder.getFileName()), read(file));
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (var version : List.of("2.7.0", "2.9.0")) {
      for (var at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
        var file = at.resolve("shared/data/pg-operator-" + version + "-crds.yaml");
        if (Files.isRegularFile(file)) {
          found.putIfAbsent(version, read(file));
        }
      }
    }
    return found;
  }

  private static Map<String, Object> read(Path file) {
    try {
      var crds = new LinkedHashMap<String, Object>();
      var text = Files.readString(file);
      var settings = LoadSettings.builder().setCodePointLimit(text.length() + 1).build();
      for (var crd : new Load(settings).loadAllFromString(text)) {
        if (crd != null) {
          crds.put(Unstructured.text(crd, "metadata", "name"), crd);
        }
      }
      return crds;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Object> parse(String yaml) {
    return Unstructured.map(new Load(LoadSettings.builder().build()).loadFromString(yaml));
  }
}
