package io.github.perconapg.maven.parameter;

import io.github.perconapg.problem.DidYouMean;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;

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
   * @param known the properties of all goals
   * @throws io.github.perconapg.problem.PerconaPgException for every property that is not among
   *     them
   */
  public static void check(Properties commandLine, Set<String> known) {
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
}
