package io.github.perconapg.internal.manifest;

import io.github.perconapg.Manifest;
import io.github.perconapg.fuzz.Refusal;
import java.util.List;
import java.util.Map;

/** Values that are given beside a manifest, one a line. */
public final class OverridesFuzz {

  private OverridesFuzz() {}

  /** Called by Jazzer. */
  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    var overrides = List.of(Refusal.text(input).split("\n", -1));
    var tree =
        Map.<String, Object>of(
            "apiVersion",
            "kubernetes.project-planton.org/v1",
            "kind",
            "PerconaPostgresqlOperator",
            "metadata",
            Map.of("name", "pg"),
            "spec",
            Map.of("container", ""));
    Refusal.orNone(() -> Manifest.ofTree(tree, "tree", overrides).source());
  }
}
