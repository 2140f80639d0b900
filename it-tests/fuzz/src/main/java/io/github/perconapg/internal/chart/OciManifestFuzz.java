package io.github.perconapg.internal.chart;

import io.github.perconapg.fuzz.Refusal;
import io.github.perconapg.internal.yaml.BoundedJson;
import io.github.perconapg.internal.yaml.Limits;
import io.github.perconapg.internal.yaml.UnreadableTextException;

/** What a registry answers as manifest, and as token. */
public final class OciManifestFuzz {

  private OciManifestFuzz() {}

  /** Called by Jazzer. */
  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    var wanted = (ChartReference.Oci) ChartReference.parse("oci://h.example/a/b:1.0.0", "");
    Refusal.orNone(
        () -> {
          try {
            OciManifest.layer(wanted, BoundedJson.object(input, Limits.FILE));
          } catch (UnreadableTextException e) {
            // As the source of it expects.
          }
        });
  }
}
