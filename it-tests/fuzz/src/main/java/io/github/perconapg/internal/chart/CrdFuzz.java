package io.github.perconapg.internal.chart;

import io.github.perconapg.fuzz.Refusal;

/** A file of CRDs; each that is found is read as a whole. */
public final class CrdFuzz {

  private CrdFuzz() {}

  /** Called by Jazzer. */
  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    Refusal.orNone(
        () -> {
          var files = new ChartFiles("fuzz");
          files.add("crds/crd.yaml", input);
          for (var crd : ChartCrds.of(files)) {
            Refusal.orNone(crd::content);
          }
        });
  }
}
