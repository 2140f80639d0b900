package io.github.perconapg.problem;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A failure, or a reason not to start, with its remedy.
 *
 * @param code the entry in the catalogue
 * @param summary what happened and where, in one sentence
 * @param facts observations, one per line, quoted from the cluster or file; may be empty
 * @param remedy what to do next
 * @param evidence the folder or file with more details, or null
 */
public record Problem(
    ProblemCode code, String summary, List<String> facts, String remedy, @Nullable Path evidence) {

  /** Copies the facts, so that the record is immutable. */
  public Problem {
    facts = List.copyOf(facts);
  }

  /** Returns a problem without facts and evidence. */
  public static Problem of(ProblemCode code, String summary, String remedy) {
    return new Problem(code, summary, List.of(), remedy, null);
  }

  /** Returns a copy with these facts. */
  public Problem facts(List<String> facts) {
    return new Problem(code, summary, facts, remedy, evidence);
  }

  /** Returns a copy with the folder or file that holds the evidence. */
  public Problem evidence(Path evidence) {
    return new Problem(code, summary, facts, remedy, evidence);
  }

  /** Returns the problem as an exception. */
  public PerconaPgException asException() {
    return new PerconaPgException(List.of(this), null);
  }

  /** Returns the problem as an exception with its cause. */
  public PerconaPgException asException(Throwable cause) {
    return new PerconaPgException(List.of(this), cause);
  }

  /** Returns the problem as text of several lines, without a trailing line break. */
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
