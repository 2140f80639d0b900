package io.github.perconapg.internal.helm;

import io.github.perconapg.fuzz.Refusal;

/** The manifest that a release record holds. */
public final class RenderedFuzz {

  private RenderedFuzz() {}

  /** Called by Jazzer. */
  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    Refusal.orNone(
        () -> RenderedObjects.of(Refusal.text(input), "ns").forEach(RenderedObject::path));
  }
}
