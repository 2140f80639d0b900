package io.github.perconapg.maven.parameter;

import io.github.perconapg.internal.problem.DidYouMean;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.PluginDescriptor;

/**
 * Refuses properties of this plugin that no goal has. Maven ignores a {@code -D} that is spelt
 * wrongly, and a mistyped context would then lead to another cluster.
 */
public final class KnownProperties {

  /** Read by the quickstart, not by a goal. */
  private static final Set<String> OTHERS = Set.of(Parameters.PREFIX + "keepControlPlane");

  private KnownProperties() {}

  /**
   * Looks at what was typed.
   *
   * @param commandLine the session's user properties
   * @param plugin whose goals' properties are known
   * @throws io.github.perconapg.problem.PerconaPgException for every property that is not among
   *     them
   */
  public static void check(Properties commandLine, PluginDescriptor plugin) {
    var known = properties(plugin);
    var unknown =
        commandLine.stringPropertyNames().stream()
            .filter(name -> name.startsWith(Parameters.PREFIX))
            .filter(name -> !known.contains(name) && !OTHERS.contains(name))
            .sorted()
            .toList();
    if (!unknown.isEmpty()) {
      var names = unknown.stream().map(name -> "-D" + name).collect(Collectors.joining(", "));
      var likely =
          unknown.stream()
              .map(name -> "-D" + DidYouMean.nearestFirst(known, name).get(0))
              .distinct()
              .collect(Collectors.joining(", "));
      throw Problem.of(
              ProblemCode.OPTION_INVALID,
              "No goal has the parameter " + names + ".",
              "Did you mean " + likely + "? mvn percona-pg:help -Ddetail lists all parameters.")
          .asException();
    }
  }

  private static Set<String> properties(PluginDescriptor plugin) {
    return plugin.getMojos().stream()
        .map(MojoDescriptor::getMojoConfiguration)
        .flatMap(configuration -> Stream.of(configuration.getChildren()))
        .map(parameter -> parameter.getValue(""))
        .filter(expression -> expression.startsWith("${" + Parameters.PREFIX))
        .map(expression -> expression.substring(2, expression.length() - 1))
        .collect(Collectors.toSet());
  }
}
