package io.github.perconapg.internal.helm;

import io.github.perconapg.fuzz.Refusal;
import java.util.Base64;
import java.util.Map;

/** A release record, not compressed as Helm'\''s earliest, and the chart in it. */
public final class RecordFuzz {

  private RecordFuzz() {}

  /** Called by Jazzer. */
  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    var base64 = Base64.getEncoder();
    var data = base64.encodeToString(base64.encode(input));
    var secret =
        Map.<String, Object>of(
            "type", "helm.sh/release.v1",
            "metadata", Map.of("name", "sh.helm.release.v1.a.v1", "namespace", "ns", "uid", "u"),
            "data", Map.of("release", data));
    Refusal.orNone(
        () -> {
          if (RecordSecret.read(secret, "a") instanceof ReleaseRecord record) {
            StoredChart.of(secret, record);
          }
        });
  }
}
