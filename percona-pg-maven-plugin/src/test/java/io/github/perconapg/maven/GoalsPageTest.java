package io.github.perconapg.maven;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.Parameter;
import org.junit.jupiter.api.Test;

/** Generates the page of all goals and parameters from the plugin's descriptor. */
class GoalsPageTest {

  private static final Path PAGE = Path.of("..", "docs", "goals.md");
  private static final Pattern STATED_DEFAULT = Pattern.compile("Default: (.*?)\\.(?: Example:|$)");
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

            ## All parameters

            | Parameter | Property | Values | Default | Goals |
            |---|---|---|---|---|
            """);
    summary(text);
    PluginDescriptorTest.goals()
        .sorted(Comparator.comparing(MojoDescriptor::getGoal))
        .forEach(goal -> goal(text, goal));
    return text.toString();
  }

  /** One row a parameter; a parameter whose default differs from goal to goal has several. */
  private static void summary(StringBuilder text) {
    var goalsOf = new TreeMap<String, List<String>>();
    var all = PluginDescriptorTest.goals().map(MojoDescriptor::getGoal).sorted().toList();
    PluginDescriptorTest.goals()
        .sorted(Comparator.comparing(MojoDescriptor::getGoal))
        .forEach(
            goal ->
                PluginDescriptorTest.parametersOf(goal)
                    .map(parameter -> columns(goal, parameter))
                    .forEach(
                        row ->
                            goalsOf
                                .computeIfAbsent(row, key -> new ArrayList<>())
                                .add(goal.getGoal())));
    goalsOf.forEach(
        (row, goals) ->
            text.append(row).append(goals.equals(all) ? "all" : links(goals)).append(" |\n"));
  }

  private static String columns(MojoDescriptor goal, Parameter parameter) {
    var name = parameter.getName();
    var property = PluginDescriptorTest.property(goal, parameter);
    var ownSkip = "percona-pg." + goal.getGoal() + ".skip";
    return "| `%s` | %s | %s | %s | "
        .formatted(
            property.equals(ownSkip) ? "<goal>Skip" : name,
            property.isEmpty()
                ? "in the POM only"
                : "`" + property.replace(ownSkip, "percona-pg.<goal>.skip") + "`",
            PluginDescriptorTest.values(parameter),
            preset(goal, parameter));
  }

  /** The default that Maven sets, or the one that the description states. */
  private static String preset(MojoDescriptor goal, Parameter parameter) {
    var inDescriptor = defaultValue(goal, parameter);
    if (!inDescriptor.isEmpty()) {
      return "`" + inDescriptor + "`";
    }
    var stated = STATED_DEFAULT.matcher(plain(parameter.getDescription()));
    assertThat(stated.find()).as(goal.getGoal() + " " + parameter.getName()).isTrue();
    return stated.group(1).replace("|", "\\|");
  }

  private static String links(List<String> goals) {
    return goals.stream().map(goal -> "[%1$s](#%1$s)".formatted(goal)).collect(joining(", "));
  }

  private static String defaultValue(MojoDescriptor goal, Parameter parameter) {
    return goal.getMojoConfiguration()
        .getChild(parameter.getName())
        .getAttribute("default-value", "");
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
    var fallback = defaultValue(goal, parameter);
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
