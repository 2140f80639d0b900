package io.github.perconapg.internal.yaml;

import io.github.perconapg.fuzz.Refusal;
import io.github.perconapg.internal.yaml.Trees.Style;
import io.github.perconapg.problem.ProblemCode;

/** What is written in flow style, which is read as the same. */
public final class FlowTextFuzz {

  private FlowTextFuzz() {}

  /** Called by Jazzer. */
  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    var source = new TextSource("f", ProblemCode.VALUES_INVALID, "Correct it.");
    try {
      var value = DocumentReader.read(Refusal.text(input), Limits.FILE);
      if (value == null) {
        return;
      }
      var written = FlowText.of(value);
      Refusal.orNone(
          () -> {
            var read = Trees.mapping(Refusal.text(input), Limits.FILE, source, Style.VALUES);
            if (!read.equals(Trees.mapping(written, Limits.FILE, source, Style.VALUES))) {
              throw new AssertionError("what is written reads otherwise");
            }
          });
    } catch (UnreadableTextException e) {
      // As whoever reads expects.
    }
  }
}
