package io.github.perconapg.internal.chart;

import io.github.perconapg.fuzz.Refusal;

/** A file of chart values. */
public final class ValuesFuzz {

  private ValuesFuzz() {}

  /** Called by Jazzer. */
  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    Refusal.orNone(() -> ValuesFile.read(input, "values.yaml"));
  }
}
