package io.github.perconapg.internal.chart;

import io.github.perconapg.fuzz.Refusal;
import io.github.perconapg.internal.yaml.UnreadableTextException;

/** The index of a chart repository. */
public final class IndexFuzz {

  private IndexFuzz() {}

  /** Called by Jazzer. */
  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    Refusal.orNone(
        () -> {
          try {
            var index = RepositoryIndex.read(input, "pg-operator");
            index.versions().forEach(entry -> SemVer.parse(entry.version()));
          } catch (UnreadableTextException e) {
            // As the source of it expects.
          }
        });
  }
}
