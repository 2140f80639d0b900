package io.github.perconapg.maven.parameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.perconapg.problem.PerconaPgException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.codehaus.plexus.configuration.DefaultPlexusConfiguration;
import org.codehaus.plexus.configuration.PlexusConfiguration;
import org.junit.jupiter.api.Test;

class ValuesTreeTest {

  @Test
  void elementsOfThePomBecomeATree() {
    var values = new DefaultPlexusConfiguration("values");
    values.addChild("logLevel", "DEBUG");
    values.addChild("replicaCount", "2");
    values.addChild("tag", "\"2.10\"");
    values.getChild("resources").getChild("limits").addChild("cpu", "1.5");
    values.getChild("imagePullSecrets").addChild(item("name", "a"));
    values.getChild("imagePullSecrets").addChild(item("name", "b"));

    assertThat(ValuesTree.of(values))
        .isEqualTo(
            Map.of(
                "logLevel",
                "DEBUG",
                "replicaCount",
                2L,
                "tag",
                "2.10",
                "resources",
                Map.of("limits", Map.of("cpu", 1.5)),
                "imagePullSecrets",
                List.of(Map.of("name", "a"), Map.of("name", "b"))));
  }

  @Test
  void anExpressionThatMavenLeftInPlaceIsNoValue() {
    assertThat(ValuesTree.of(new DefaultPlexusConfiguration("values", "${percona-pg.values}")))
        .isEmpty();
    assertThat(ValuesTree.of((PlexusConfiguration) null)).isEmpty();
  }

  @Test
  void anElementThatStandsTwiceIsRefused() {
    var values = new DefaultPlexusConfiguration("values");
    values.addChild("logLevel", "DEBUG");
    values.addChild("logLevel", "INFO");

    assertThatThrownBy(
            () -> new Parameters(new Properties(), Path.of("/")).values("values", values))
        .isInstanceOf(PerconaPgException.class)
        .hasMessageContaining("<logLevel> stands there twice");
  }

  @Test
  void typedPathsAreMergedAndTheLastWins() {
    assertThat(ValuesTree.of(List.of("a.b=true", "a.c=x=y", "a.b=false", "d=")))
        .isEqualTo(Map.of("a", Map.of("b", false, "c", "x=y"), "d", ""));
  }

  @Test
  void refusesAnEntryWithoutPathOrWithAnEmptyName() {
    var commandLine = new Properties();
    var parameters = new Parameters(commandLine, Path.of("/"));

    commandLine.setProperty("percona-pg.values", "password=canary1,canary2");
    assertThatThrownBy(() -> parameters.values("values", null))
        .hasMessageContaining("Entry 2 is not path=value; a comma that belongs to a value")
        .hasMessageNotContaining("canary");

    commandLine.setProperty("percona-pg.values", "a..b=canary");
    assertThatThrownBy(() -> parameters.values("values", null))
        .hasMessageContaining("A name of the path \"a..b\" is empty")
        .hasMessageNotContaining("canary");
  }

  @Test
  void theSecondOfTwoTreesWinsWithoutLosingItsNeighbours() {
    Map<String, Object> first = Map.of("a", Map.of("x", 1L, "y", 1L), "l", List.of(1L));
    Map<String, Object> second = Map.of("a", Map.of("y", 2L), "l", List.of(2L));

    assertThat(ValuesTree.merged(first, second))
        .isEqualTo(Map.of("a", Map.of("x", 1L, "y", 2L), "l", List.of(2L)));
  }

  private static PlexusConfiguration item(String name, String value) {
    var item = new DefaultPlexusConfiguration("item");
    item.addChild(name, value);
    return item;
  }
}
