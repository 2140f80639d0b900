package io.github.perconapg.readme;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.io.xpp3.MavenXpp3Reader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/** The skeletons of docs/ci.md are what a CI server can read, and run the plugin. */
class CiPageTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern PROPERTY = Pattern.compile("-D(percona-pg\\.[A-Za-z.]+)");

  @Test
  void theWorkflowOfGitHubRunsTheBuildOnAClusterOfThatName() throws IOException {
    var steps = list(at(yaml(blocks("yaml").get(0)), "jobs", "verify", "steps"));
    var kind = map(steps.get(2));

    assertThat(kind.get("uses")).asString().startsWith("helm/kind-action@v");
    assertThat(at(map(kind.get("with")), "cluster_name")).isEqualTo("it");
    assertThat(map(steps.get(3)).get("run")).asString().contains("-Dpercona-pg.context=kind-it ");
    assertThat(map(steps.get(4)).get("if")).isEqualTo("always()");
  }

  @Test
  void theJobOfGitLabRunsTheBuildOnAClusterThatAnswersToTheService() throws IOException {
    var job = map(at(yaml(blocks("yaml").get(1)), "verify"));
    var before = list(job.get("before_script")).stream().map(String::valueOf).toList();
    var file = before.get(3);
    var config = yaml(file.substring(file.indexOf('\n') + 1, file.lastIndexOf("END")));
    var patch = yaml(String.valueOf(list(config.get("kubeadmConfigPatches")).get(0)));

    assertThat(config.get("kind")).isEqualTo("Cluster");
    assertThat(list(at(patch, "apiServer", "certSANs"))).asString().contains("docker");
    assertThat(before.get(4)).contains("create cluster --name it ");
    assertThat(list(job.get("script"))).asString().contains("-Dpercona-pg.context=kind-it ");
    assertThat(at(job, "artifacts", "when")).isEqualTo("always");
  }

  @Test
  void theJenkinsfileIsBalancedAndTakesTheClusterAwayAlways() throws IOException {
    var file = blocks("groovy").get(0);

    for (var pair : List.of("{}", "()")) {
      assertThat(count(file, pair.charAt(0))).as(pair).isEqualTo(count(file, pair.charAt(1)));
    }
    assertThat(count(file, '\'') % 2).isZero();
    assertThat(count(file, '"') % 2).isZero();
    assertThat(file)
        .containsSubsequence(
            "pipeline {", "create cluster", "mvn -B", "always {", "delete cluster");
  }

  @Test
  void allUseOneKubernetes() throws IOException {
    var nodes = new TreeSet<String>();
    matches(page(), "kindest/node:v[0-9.]+").forEach(match -> nodes.add(match.group()));
    var kinds = new TreeSet<String>();
    matches(page(), "(?:version: |/dl/)(v[0-9.]+)").forEach(match -> kinds.add(match.group(1)));

    assertThat(nodes).hasSize(1);
    assertThat(kinds).hasSize(1);
  }

  @Test
  void whatIsTypedIsAParameterOrReadByTheExample() throws Exception {
    var descriptor = Files.readString(Path.of("target/classes/META-INF/maven/plugin.xml"));

    assertThat(PROPERTY.matcher(page()).results().toList())
        .isNotEmpty()
        .allSatisfy(match -> assertThat(descriptor).contains("${" + match.group(1) + "}"));
    assertThat(Files.readString(ROOT.resolve("examples/pre-integration-test/pom.xml")))
        .contains("${build.id}");
  }

  @Test
  void theBuildCacheIsToldOfThePluginAndOfFailsafe() throws Exception {
    var plugins =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(blocks("xml").get(0))))
            .getElementsByTagName("plugin");
    try (var reader =
        Files.newBufferedReader(ROOT.resolve("examples/pre-integration-test/pom.xml"))) {
      var declared = new MavenXpp3Reader().read(reader).getBuild().getPlugins();

      for (var i = 0; i < plugins.getLength(); i++) {
        var named = (Element) plugins.item(i);
        assertThat(declared)
            .extracting(Plugin::getKey)
            .contains(named.getAttribute("groupId") + ":" + named.getAttribute("artifactId"));
      }
      assertThat(plugins.getLength()).isEqualTo(2);
    }
  }

  private static String page() throws IOException {
    return Files.readString(ROOT.resolve("docs/ci.md")).replace("\r\n", "\n");
  }

  private static List<String> blocks(String language) throws IOException {
    var found = new ArrayList<String>();
    var block = Pattern.compile("```" + language + "\\n(.*?)```", Pattern.DOTALL);
    block.matcher(page()).results().forEach(match -> found.add(match.group(1)));
    return found;
  }

  private static List<MatchResult> matches(String text, String pattern) {
    return Pattern.compile(pattern).matcher(text).results().toList();
  }

  private static long count(String text, char wanted) {
    return text.chars().filter(c -> c == wanted).count();
  }

  private static Map<?, ?> yaml(String text) {
    return map(new Load(LoadSettings.builder().build()).loadFromString(text));
  }

  private static Object at(Map<?, ?> map, String... path) {
    Object value = map;
    for (var name : path) {
      value = requireNonNull(map(value).get(name), name);
    }
    return value;
  }

  private static Map<?, ?> map(@Nullable Object value) {
    return (Map<?, ?>) requireNonNull(value);
  }

  private static List<?> list(@Nullable Object value) {
    return (List<?>) requireNonNull(value);
  }
}
