package io.github.perconapg.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.Parameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

/** What the pages tell people to type and to write names goals and parameters that exist. */
class PageCommandsTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern BLOCK = Pattern.compile("```(\\w*)\\n(.*?)```", Pattern.DOTALL);
  private static final Pattern GOAL = Pattern.compile("percona-pg:([a-z]+(?:-[a-z]+)*)");
  private static final Pattern PROPERTY =
      Pattern.compile("-D(percona-pg\\.[A-Za-z.-]+?)(?=[=\\s`]|$)");

  /** Read by the build of this project, not by a goal. */
  private static final Set<String> OF_THE_BUILD =
      Set.of("percona-pg.keepControlPlane", "percona-pg.page.write", "percona-pg.api.write");

  @ParameterizedTest
  @MethodSource("pages")
  void aCommandNamesGoalsThatExistAndParametersThatTheyHave(Path page) throws IOException {
    for (var line : lines(blocks(page, "bash", "sh", "groovy", "yaml"))) {
      var goals = GOAL.matcher(line).results().map(found -> found.group(1)).toList();
      assertThat(names()).as(line).containsAll(goals);
      var known =
          goals.isEmpty()
              ? PluginDescriptorTest.goals().flatMap(PageCommandsTest::properties)
              : PluginDescriptorTest.goals()
                  .filter(goal -> goals.contains(goal.getGoal()))
                  .flatMap(PageCommandsTest::properties);
      var typed =
          PROPERTY
              .matcher(line)
              .results()
              .map(found -> found.group(1))
              .filter(name -> !OF_THE_BUILD.contains(name));
      assertThat(known.collect(Collectors.toSet())).as(line).containsAll(typed.toList());
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void aPomConfiguresParametersThatExist(Path page) throws Exception {
    var known =
        PluginDescriptorTest.goals()
            .flatMap(PluginDescriptorTest::parametersOf)
            .map(Parameter::getName)
            .collect(Collectors.toSet());
    for (var block : blocks(page, "xml")) {
      var root =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(new InputSource(new StringReader("<page>" + block + "</page>")))
              .getDocumentElement();
      var plugins = root.getElementsByTagName("plugin");
      for (var i = 0; i < plugins.getLength(); i++) {
        var plugin = (Element) plugins.item(i);
        if (plugin.getTextContent().contains("percona-pg-maven-plugin")) {
          assertThat(known).as(block).containsAll(configured(plugin).toList());
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void yamlIsWellFormed(Path page) throws IOException {
    for (var block : blocks(page, "yaml")) {
      assertThat(new Load(LoadSettings.builder().build()).loadAllFromString(block)).isNotEmpty();
    }
  }

  @Test
  void thereAreCommandsToLookAt() throws IOException {
    assertThat(lines(blocks(ROOT.resolve("docs/how-to.md"), "bash")))
        .filteredOn(line -> GOAL.matcher(line).find())
        .hasSizeGreaterThan(5);
  }

  static Stream<Path> pages() throws IOException {
    try (var docs = Files.list(ROOT.resolve("docs"));
        var root = Files.list(ROOT)) {
      return Stream.concat(docs, root)
          .filter(path -> path.toString().endsWith(".md"))
          .sorted()
          .toList()
          .stream();
    }
  }

  private static Stream<String> configured(Element plugin) {
    var found = plugin.getElementsByTagName("configuration");
    return Stream.iterate(0, i -> i < found.getLength(), i -> i + 1)
        .map(found::item)
        .flatMap(
            configuration -> {
              var children = configuration.getChildNodes();
              return Stream.iterate(0, i -> i < children.getLength(), i -> i + 1)
                  .map(children::item);
            })
        .filter(node -> node.getNodeType() == Node.ELEMENT_NODE)
        .map(Node::getNodeName);
  }

  private static Set<String> names() {
    return PluginDescriptorTest.descriptor().getMojos().stream()
        .map(MojoDescriptor::getGoal)
        .collect(Collectors.toSet());
  }

  private static Stream<String> properties(MojoDescriptor goal) {
    return PluginDescriptorTest.parametersOf(goal)
        .map(parameter -> PluginDescriptorTest.property(goal, parameter));
  }

  /** Lines as a shell sees them: what ends in a backslash goes on. */
  private static List<String> lines(List<String> blocks) {
    return blocks.stream().flatMap(block -> block.replace("\\\n", " ").lines()).toList();
  }

  private static List<String> blocks(Path page, String... languages) throws IOException {
    var wanted = Set.of(languages);
    return BLOCK
        .matcher(Files.readString(page))
        .results()
        .filter(block -> wanted.contains(block.group(1)))
        .map((MatchResult block) -> block.group(2))
        .toList();
  }
}
