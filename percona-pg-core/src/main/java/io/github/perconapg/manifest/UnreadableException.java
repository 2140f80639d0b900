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

  /**
   * A tag that is not one of YAML's own, such as the name of a Java class. The message leaves it to
   * the snippet, which masks secrets: a password may start with an exclamation mark.
   */
  static UnreadableException foreignTag(Position at) {
    return new UnreadableException(
        at,
        ProblemCode.MANIFEST_SYNTAX,
        "this tag is not one of YAML's own",
        "Remove the tag; a manifest holds text, numbers, booleans, lists and mappings only.");
  }

  /** More than any real manifest needs. */
  static UnreadableException limit(Position at, String message) {
    return new UnreadableException(
        at,
        ProblemCode.MANIFEST_LIMIT,
        message,
        "Name the manifest itself; no real one comes near this limit.");
  }

  void report(Findings findings) {
    findings.at(at, code, String.valueOf(getMessage())).report(remedy);
  }
}
