package io.github.perconapg.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.Parameter;
import org.junit.jupiter.api.Test;

/** The page of all goals is made from their Javadoc, as it stands in the descriptor. */
class GoalsPageTest {

  private static final Path PAGE = Path.of("..", "docs", "goals.md");
  private static final String WRITE = "percona-pg.page.write";

  @Test
  void thePageIsTheGoalsJavadoc() throws IOException {
    if (Boolean.getBoolean(WRITE)) {
      Files.writeString(PAGE, page());
    }
    assertThat(PAGE)
        .as("make it anew: mvn -pl percona-pg-maven-plugin -am test -D%s=true", WRITE)
        .content()
        .isEqualTo(page());
  }

  private static String page() {
    var text =
        new StringBuilder(
            """
            # Goals

            Each parameter is an element of that name in a POM's `<configuration>`, and the property behind it on the command line, which wins. This page is made from the goals' Javadoc; `mvn percona-pg:help -Ddetail -Dgoal=deploy` prints the same.
            """);
    PluginDescriptorTest.goals()
        .sorted(Comparator.comparing(MojoDescriptor::getGoal))
        .forEach(goal -> goal(text, goal));
    return text.toString();
  }

  private static void goal(StringBuilder text, MojoDescriptor goal) {
    text.append("\n## ").append(goal.getGoal()).append("\n\n");
    text.append(plain(goal.getDescription())).append("\n\n");
    if (goal.getPhase() != null) {
      text.append("In an execution it runs in phase `").append(goal.getPhase()).append("`.\n\n");
    }
    text.append("| Parameter | Property | |\n|---|---|---|\n");
    PluginDescriptorTest.parametersOf(goal)
        .sorted(Comparator.comparing(Parameter::getName))
        .forEach(parameter -> row(text, goal, parameter));
  }

  private static void row(StringBuilder text, MojoDescriptor goal, Parameter parameter) {
    var property = PluginDescriptorTest.property(goal, parameter);
    var fallback =
        goal.getMojoConfiguration().getChild(parameter.getName()).getAttribute("default-value", "");
    text.append("| `").append(parameter.getName()).append("` | ");
    text.append(property.isEmpty() ? "" : "`" + property + "`").append(" | ");
    text.append(plain(parameter.getDescription()).replace("|", "\\|"));
    text.append(fallback.isEmpty() ? "" : " Default: `" + fallback + "`.").append(" |\n");
  }

  /**
   * The descriptor has HTML; what little of it the Javadoc uses is turned into Markdown. Other
   * angle brackets are escaped: as they are they would be tags of the page.
   */
  private static String plain(String html) {
    var text = html;
    for (var change :
        List.of(
            new String[] {"</?code>", "`"},
            new String[] {"</?(p|ul)>", " "},
            new String[] {"<li>", " - "},
            new String[] {"</li>", ""},
            new String[] {"<", "&lt;"},
            new String[] {">", "&gt;"},
            new String[] {"&amp;", "&"},
            new String[] {"&#64;", "@"},
            new String[] {"\\s+", " "})) {
      text = text.replaceAll(change[0], change[1]);
    }
    return text.trim();
  }
}
