package io.github.perconapg.problem;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that went wrong, or that is in the way.
 *
 * @param code which entry of the catalogue it is
 * @param summary what happened and where, in one sentence
 * @param facts what was seen, a line each, in the cluster's or file's own words; may be empty
 * @param remedy what to do next
 * @param evidence the folder or file where more is kept, or null
 */
public record Problem(
    ProblemCode code, String summary, List<String> facts, String remedy, @Nullable Path evidence) {

  /** Copies the facts, so that the record is immutable. */
  public Problem {
    facts = List.copyOf(facts);
  }

  /** A problem without facts and evidence. */
  public static Problem of(ProblemCode code, String summary, String remedy) {
    return new Problem(code, summary, List.of(), remedy, null);
  }

  /** A copy with facts. */
  public Problem facts(List<String> facts) {
    return new Problem(code, summary, facts, remedy, evidence);
  }

  /** A copy with the place where evidence is kept. */
  public Problem evidence(Path evidence) {
    return new Problem(code, summary, facts, remedy, evidence);
  }

  /** The problem as an exception. */
  public PerconaPgException asException() {
    return new PerconaPgException(List.of(this), null);
  }

  /** The problem as an exception with the error that caused it. */
  public PerconaPgException asException(Throwable cause) {
    return new PerconaPgException(List.of(this), cause);
  }

  /** The problem as text of several lines, without a trailing line break. */
  public String render() {
    var text = new StringBuilder(summary).append(" [").append(code.id()).append(']');
    for (var fact : facts) {
      text.append("\n  ").append(fact.replace("\n", "\n  "));
    }
    text.append("\n  What to do: ").append(remedy.replace("\n", "\n  "));
    if (evidence != null) {
      text.append("\n  Evidence: ").append(evidence);
    }
    return text.toString();
  }
}
