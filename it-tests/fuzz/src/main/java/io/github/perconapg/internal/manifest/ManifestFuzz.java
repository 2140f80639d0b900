package io.github.perconapg.internal.manifest;

import io.github.perconapg.Manifest;
import io.github.perconapg.fuzz.Refusal;

/** The text of a manifest, which is read again once it is written. */
public final class ManifestFuzz {

  private ManifestFuzz() {}

  /** Called by Jazzer. */
  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    Refusal.orNone(
        () -> {
          var read = Manifest.parse(Refusal.text(input), "m").target();
          if (!Manifest.parse(Manifest.write(read), "written").target().equals(read)) {
            throw new AssertionError("what is written reads otherwise");
          }
        });
  }
}
