package io.github.perconapg.maven;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.perconapg.model.Adopt;
import io.github.perconapg.model.ClusterPolicy;
import io.github.perconapg.model.CrdPolicy;
import io.github.perconapg.model.DeployerScope;
import io.github.perconapg.model.Readiness;
import io.github.perconapg.model.Rollback;
import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.Parameter;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugin.descriptor.PluginDescriptorBuilder;
import org.codehaus.plexus.configuration.PlexusConfiguration;
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

  /** A tree of elements has no form on the command line: there a manifest is named. */
  static final Set<String> POM_ONLY = Set.of("resource");

  private static final Set<String> TREES = Set.of("resource", "values");
  private static final Set<String> FILES =
      Set.of("outputDirectory", "targets", "valuesFile", "caBundle");
  private static final Set<String> DURATIONS = Set.of("timeout", "waitFor", "stableFor", "since");
  private static final Set<String> NUMBERS = Set.of("revision", "parallel");
  private static final Set<String> TEXTS =
      Set.of("kubeconfig", "context", "chart", "chartVersion", "chartSha256");

  /**
   * Text in the descriptor: Maven's own converter takes the exact names of constants only, and
   * fails before the goal can say that it is skipped. So the description has to name the choices.
   */
  private static final Map<String, List<String>> CHOICES =
      Map.of(
          "adopt", names(Adopt.values()),
          "crds", names(CrdPolicy.values()),
          "readiness", names(Readiness.values()),
          "rollback", names(Rollback.values()),
          "clusters", names(ClusterPolicy.values()),
          "scope", names(DeployerScope.values()));

  @Test
  void offersTheGoalsOfTheDesign() {
    assertThat(descriptor().getMojos())
        .extracting(MojoDescriptor::getGoal)
        .containsExactlyInAnyOrder(
            "deploy",
            "verify",
            "destroy",
            "preview",
            "preview-destroy",
            "validate",
            "history",
            "rollback",
            "crds",
            "logs",
            "rbac",
            "chart-pull",
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
              assertThat(example(parameter))
                  .contains(
                      POM_ONLY.contains(parameter.getName())
                          ? "<" + parameter.getName() + ">"
                          : "-D" + property(goal, parameter));
              assertThat(parameter.getDescription()).hasSizeGreaterThan(40);
              assertThat(parameter.getSince()).as(parameter.getName()).isEqualTo("0.1.0");
              assertThat(parameter.isRequired()).as(parameter.getName()).isFalse();
            });
  }

  @ParameterizedTest
  @MethodSource("goals")
  void aParameterHasTheTypeOfWhatItHolds(MojoDescriptor goal) {
    assertThat(editable(goal))
        .allSatisfy(p -> assertThat(p.getType()).as(p.getName()).isEqualTo(type(p.getName())));
  }

  private static String type(String name) {
    if (TREES.contains(name)) {
      return PlexusConfiguration.class.getName();
    }
    if (FILES.contains(name)) {
      return File.class.getName();
    }
    if (Set.of("manifest", "set", "checks").contains(name)) {
      return List.class.getName();
    }
    var text =
        DURATIONS.contains(name)
            || NUMBERS.contains(name)
            || TEXTS.contains(name)
            || CHOICES.containsKey(name);
    return text ? String.class.getName() : "boolean";
  }

  @ParameterizedTest
  @MethodSource("goals")
  void aChoiceNamesAllThatThereAreAndADefaultIsOneOfThem(MojoDescriptor goal) {
    for (var parameter : editable(goal)) {
      var name = parameter.getName();
      var preset = configured(goal, parameter, "default-value");
      if (CHOICES.containsKey(name)) {
        var choices = requireNonNull(CHOICES.get(name));
        assertThat(choices).as(name).contains(preset);
        assertThat(choices)
            .allSatisfy(
                c -> assertThat(parameter.getDescription()).containsPattern("\\b" + c + "\\b"));
      } else if (DURATIONS.contains(name) && preset != null) {
        assertThat(preset).as(name).matches("\\d+[hms]");
      } else if (parameter.getType().equals("boolean")) {
        assertThat(preset).as(name).isIn("true", "false");
      }
    }
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
              var skip = camelCase(goal.getGoal()) + "Skip";
              var expected = name.equals(skip) ? goal.getGoal() + ".skip" : name;
              assertThat(property(goal, parameter))
                  .isEqualTo(POM_ONLY.contains(name) ? "" : "percona-pg." + expected);
              assertThat(name).matches("[a-z][a-zA-Z0-9]*");
            });
  }

  /** Fields have no hyphens. */
  private static String camelCase(String goal) {
    var hyphen = goal.indexOf('-');
    return hyphen < 0
        ? goal
        : goal.substring(0, hyphen)
            + Character.toUpperCase(goal.charAt(hyphen + 1))
            + goal.substring(hyphen + 2);
  }

  static Stream<MojoDescriptor> goals() {
    return descriptor().getMojos().stream().filter(goal -> !goal.getGoal().equals("help"));
  }

  static Stream<Parameter> parametersOf(MojoDescriptor goal) {
    return editable(goal).stream();
  }

  /** The property of a parameter; empty when it has none. */
  static String property(MojoDescriptor goal, Parameter parameter) {
    var configuration = goal.getMojoConfiguration().getChild(parameter.getName(), true);
    return configuration.getValue("").replaceAll("^\\$\\{(.*)}$", "$1");
  }

  /** Describes the values that a parameter takes, in Markdown. */
  static String values(Parameter parameter) {
    var name = parameter.getName();
    if (CHOICES.containsKey(name)) {
      return requireNonNull(CHOICES.get(name)).stream()
          .map(choice -> "`" + choice + "`")
          .collect(joining(", "));
    }
    return switch (type(name)) {
      case "boolean" -> "`true`, `false`";
      case "java.io.File" -> name.equals("outputDirectory") ? "a folder" : "a file";
      case "java.util.List" -> "a list";
      case "java.lang.String" ->
          DURATIONS.contains(name)
              ? "a duration such as `90s`"
              : NUMBERS.contains(name) ? "a number" : "text";
      default ->
          name.equals("values") ? "a list of `key=value`, or elements in the POM" : "elements";
    };
  }

  private static List<Parameter> editable(MojoDescriptor goal) {
    return goal.getParameters().stream().filter(Parameter::isEditable).toList();
  }

  private static @Nullable String configured(
      MojoDescriptor goal, Parameter parameter, String attribute) {
    return goal.getMojoConfiguration().getChild(parameter.getName(), true).getAttribute(attribute);
  }

  private static String example(Parameter parameter) {
    var text = parameter.getDescription();
    return text.substring(text.indexOf("Example:"));
  }

  private static List<String> names(Enum<?>[] constants) {
    return Stream.of(constants).map(each -> each.name().toLowerCase(Locale.ROOT)).toList();
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
