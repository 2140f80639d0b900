package io.github.perconapg.maven.parameter;

import io.github.perconapg.model.Check;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Which checks of verify are meant by names of checks and categories. */
public final class CheckNames {

  private CheckNames() {}

  /**
   * The checks that are named; all when none is.
   *
   * @throws io.github.perconapg.problem.PerconaPgException {@code option-invalid} for a name that
   *     neither a check nor a category has
   */
  public static Set<Check> of(List<String> names) {
    if (names.isEmpty()) {
      return EnumSet.allOf(Check.class);
    }
    var checks = EnumSet.noneOf(Check.class);
    for (var name : names) {
      var found = Check.named(name);
      if (found.isEmpty()) {
        throw Problem.of(
                ProblemCode.OPTION_INVALID,
                "Parameter checks (-Dpercona-pg.checks) names \"" + name + "\", which is no check.",
                "Use " + Choices.sentence(known(), name) + ".")
            .asException();
      }
      checks.addAll(found);
    }
    return checks;
  }

  private static Set<String> known() {
    var known = new TreeSet<String>();
    Arrays.stream(Check.values())
        .flatMap(check -> Stream.of(check.id(), check.category().id()))
        .forEach(known::add);
    return known;
  }
}
