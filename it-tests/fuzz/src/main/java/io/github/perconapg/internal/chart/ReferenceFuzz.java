package io.github.perconapg.internal.chart;

import io.github.perconapg.fuzz.Refusal;

/** What a user writes for chart and, in a second line, chartVersion. */
public final class ReferenceFuzz {

  private ReferenceFuzz() {}

  /** Called by Jazzer. */
  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    var lines = Refusal.text(input).split("\n", 2);
    Refusal.orNone(() -> ChartReference.parse(lines[0], lines.length < 2 ? "2.7.0" : lines[1]));
  }
}
