package io.github.perconapg.manifest;

import io.github.perconapg.problem.ProblemCode;

/** Ends the reading of one text; what it found is reported like everything else. */
final class UnreadableException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient Position at;
  private final ProblemCode code;
  private final String remedy;

  UnreadableException(Position at, ProblemCode code, String message, String remedy) {
    super(message, null, false, false);
    this.at = at;
    this.code = code;
    this.remedy = remedy;
  }

  void report(Findings findings) {
    findings.at(at, code, String.valueOf(getMessage())).report(remedy);
  }
}
