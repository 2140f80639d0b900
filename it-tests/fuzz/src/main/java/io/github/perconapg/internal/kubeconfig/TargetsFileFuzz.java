package io.github.perconapg.internal.kubeconfig;

import io.github.perconapg.fuzz.Refusal;
import java.nio.file.Path;

/** A targets file, of which each entry is looked up. */
public final class TargetsFileFuzz {

  private TargetsFileFuzz() {}

  /** Called by Jazzer. */
  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    Refusal.orNone(
        () -> {
          var none = Path.of("/nonexistent");
          var targets = TargetsFile.parse(Refusal.text(input), none, none);
          for (var id : targets.ids()) {
            Refusal.orNone(() -> targets.entry(id));
          }
        });
  }
}
