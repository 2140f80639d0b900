package io.github.perconapg.internal.manifest;

import io.github.perconapg.internal.problem.DidYouMean;
import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong in all sources of a run, to be thrown at once. */
public final class Diagnostics {

  /** The most findings to list; a count stands for the rest. */
  private static final int SHOWN = 100;

  private final List<Found> found = new ArrayList<>();
  private final Map<SourceText, Integer> sources = new HashMap<>();
  private int count;

  /** How many findings there are so far. */
  int count() {
    return count;
  }

  /** A problem and its place in the order of the report. */
  private record Found(Problem problem, int source, int line, int column) {}

  /** Adds a finding without a place in a text. */
  public void add(Problem problem) {
    count++;
    if (found.size() < SHOWN) {
      found.add(new Found(problem, sources.size(), 0, 0));
    }
  }

  /** Starts a finding at a place; it counts once {@link Finding#report} is called. */
  Finding at(Position at, ProblemCode code, String message) {
    return new Finding(at, code, message);
  }

  /**
   * Throws all findings, if there are any.
   *
   * @throws PerconaPgException with a problem a finding, in the order of the sources
   */
  public void throwIfAny() {
    if (found.isEmpty()) {
      return;
    }
    found.sort(
        Comparator.comparingInt(Found::source)
            .thenComparingInt(Found::line)
            .thenComparingInt(Found::column));
    var problems = new ArrayList<>(found.stream().map(Found::problem).toList());
    if (count > problems.size()) {
      problems.add(
          Problem.of(
              ProblemCode.MANIFEST_LIMIT,
              "and " + (count - problems.size()) + " more findings like these",
              "Correct those above and run again."));
    }
    throw new PerconaPgException(problems, null);
  }

  /** A finding that is being described. */
  final class Finding {
    private final Position at;
    private final ProblemCode code;
    private final String message;
    private final List<String> facts = new ArrayList<>();

    private Finding(Position at, ProblemCode code, String message) {
      this.at = at;
      this.code = at.source().isOverride() ? ProblemCode.OVERRIDE_INVALID : code;
      this.message = message;
    }

    /** Names the field. */
    Finding field(String path) {
      facts.add("field: " + DisplayText.plain(path));
      return this;
    }

    /** Adds a fact. */
    Finding fact(String fact) {
      facts.add(fact);
      return this;
    }

    /** Suggests the name nearest to what was written, if one is near. */
    Finding suggest(String written, Collection<String> names) {
      var nearest = DidYouMean.nearest(written, names);
      return nearest == null ? this : didYouMean(nearest);
    }

    /** Suggests a name, unless there is none. */
    Finding didYouMean(@Nullable String name) {
      if (name != null) {
        facts.add("did you mean " + DisplayText.plain(name) + "?");
      }
      return this;
    }

    /** Counts the finding. */
    void report(String remedy) {
      count++;
      if (found.size() == SHOWN) {
        return;
      }
      var snippet = at.source().snippet(at.line(), at.column());
      if (!snippet.isEmpty()) {
        facts.add(0, snippet);
      }
      var problem = new Problem(code, at.where() + ": " + message, facts, remedy, null);
      int source = sources.computeIfAbsent(at.source(), key -> sources.size());
      found.add(new Found(problem, source, at.line(), at.column()));
    }
  }
}
