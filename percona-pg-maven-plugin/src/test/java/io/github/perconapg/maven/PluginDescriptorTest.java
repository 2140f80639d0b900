package io.github.perconapg.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.Parameter;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugin.descriptor.PluginDescriptorBuilder;
import org.codehaus.plexus.configuration.PlexusConfigurationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reads the descriptor that the build generated: what users and Maven see of the goals. */
class PluginDescriptorTest {

  private static final Map<String, String> PHASES =
      Map.of(
          "validate", "validate",
          "deploy", "pre-integration-test",
          "verify", "pre-integration-test",
          "destroy", "post-integration-test");

  @Test
  void offersTheGoalsOfTheDesign() {
    assertThat(descriptor().getMojos())
        .extracting(MojoDescriptor::getGoal)
        .containsExactlyInAnyOrder(
            "deploy",
            "verify",
            "destroy",
            "preview",
            "validate",
            "history",
            "rollback",
            "crds",
            "logs",
            "rbac",
            "help");
    assertThat(descriptor().getGoalPrefix()).isEqualTo("percona-pg");
  }

  @ParameterizedTest
  @MethodSource("goals")
  void aGoalIsDescribedAndNeedsNoProject(MojoDescriptor goal) {
    assertThat(goal.getDescription()).isNotBlank();
    assertThat(goal.getSince()).isEqualTo("0.1.0");
    assertThat(goal.isThreadSafe()).isTrue();
    assertThat(goal.isProjectRequired()).isFalse();
    assertThat(goal.getPhase()).isEqualTo(PHASES.get(goal.getGoal()));
  }

  @ParameterizedTest
  @MethodSource("goals")
  void aGoalCanBeLeftOutAloneOrWithAllOthers(MojoDescriptor goal) {
    assertThat(editable(goal))
        .extracting(parameter -> property(goal, parameter))
        .contains("percona-pg.skip", "percona-pg." + goal.getGoal() + ".skip");
  }

  @ParameterizedTest
  @MethodSource("goals")
  void aParameterIsDescribedWithTypeAndVersion(MojoDescriptor goal) {
    assertThat(editable(goal))
        .isNotEmpty()
        .allSatisfy(
            parameter -> {
              assertThat(parameter.getDescription()).as(parameter.getName()).contains("Example:");
              assertThat(parameter.getType()).as(parameter.getName()).isNotBlank();
              assertThat(parameter.getSince()).as(parameter.getName()).isEqualTo("0.1.0");
              assertThat(parameter.isRequired()).as(parameter.getName()).isFalse();
            });
  }

  @ParameterizedTest
  @MethodSource("goals")
  void aParameterWithoutADefaultInTheDescriptorSaysWhatItIs(MojoDescriptor goal) {
    assertThat(editable(goal))
        .filteredOn(parameter -> configured(goal, parameter, "default-value") == null)
        .allSatisfy(p -> assertThat(p.getDescription()).as(p.getName()).contains("Default:"));
  }

  @ParameterizedTest
  @MethodSource("goals")
  void aPropertyIsThePrefixAndTheParametersName(MojoDescriptor goal) {
    assertThat(editable(goal))
        .allSatisfy(
            parameter -> {
              var name = parameter.getName();
              var skip = goal.getGoal() + "Skip";
              var expected = name.equals(skip) ? goal.getGoal() + ".skip" : name;
              assertThat(property(goal, parameter)).isEqualTo("percona-pg." + expected);
              assertThat(name).matches("[a-z][a-zA-Z0-9]*");
            });
  }

  static Stream<MojoDescriptor> goals() {
    return descriptor().getMojos().stream().filter(goal -> !goal.getGoal().equals("help"));
  }

  static Stream<Parameter> parametersOf(MojoDescriptor goal) {
    return editable(goal).stream();
  }

  /** The property of a parameter; empty when it has none. */
  static String property(MojoDescriptor goal, Parameter parameter) {
    var configuration = goal.getMojoConfiguration().getChild(parameter.getName());
    return configuration.getValue("").replaceAll("^\\$\\{(.*)}$", "$1");
  }

  private static List<Parameter> editable(MojoDescriptor goal) {
    return goal.getParameters().stream().filter(Parameter::isEditable).toList();
  }

  private static @Nullable String configured(
      MojoDescriptor goal, Parameter parameter, String attribute) {
    return goal.getMojoConfiguration().getChild(parameter.getName()).getAttribute(attribute);
  }

  static PluginDescriptor descriptor() {
    try (Reader reader =
        Files.newBufferedReader(Path.of("target/classes/META-INF/maven/plugin.xml"))) {
      return new PluginDescriptorBuilder().build(reader);
    } catch (IOException | PlexusConfigurationException e) {
      throw new AssertionError("the build has not generated a descriptor", e);
    }
  }
}
