package io.github.perconapg.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** What Eclipse reads of the plugin's jar. */
class EclipseMappingTest {

  private static final Path FILE =
      Path.of("target/classes/META-INF/m2e/lifecycle-mapping-metadata.xml");

  @Test
  void everyGoalIsIgnoredByEclipse() throws Exception {
    var root =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(FILE.toFile())
            .getDocumentElement();
    var goals = root.getElementsByTagName("goal");

    assertThat(IntStream.range(0, goals.getLength()).mapToObj(goals::item))
        .extracting(Node::getTextContent)
        .containsExactlyInAnyOrderElementsOf(
            PluginDescriptorTest.descriptor().getMojos().stream()
                .map(MojoDescriptor::getGoal)
                .toList());
    var action = (Element) root.getElementsByTagName("action").item(0);
    assertThat(action.getElementsByTagName("*").item(0).getNodeName()).isEqualTo("ignore");
    assertThat(root.getElementsByTagName("pluginExecution").getLength()).isEqualTo(1);
  }
}
