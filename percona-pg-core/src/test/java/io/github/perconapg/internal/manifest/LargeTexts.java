package io.github.perconapg.internal.manifest;

import java.util.List;

/** Texts of the largest size that is read, each of a shape that costs a careless reader much. */
final class LargeTexts {

  private static final int SIZE = ManifestFiles.MAX_BYTES;

  private LargeTexts() {}

  static List<String> all() {
    return List.of(
        "a".repeat(SIZE),
        "token".repeat(SIZE / 5) + ": x: y",
        "\"" + "\\u0041".repeat(SIZE / 6 - 2),
        "a: \"" + "\n".repeat(SIZE - 8) + "\"",
        " ".repeat(SIZE - 1) + "\t",
        "x: [" + "1,".repeat(SIZE / 2 - 4) + "]",
        "---\n".repeat(SIZE / 4),
        "a: 1\n".repeat(SIZE / 5),
        "{" + "a: 1, ".repeat(4_900) + "b: " + "c".repeat(SIZE - 40_000) + "}",
        "? a\n".repeat(SIZE / 4),
        "&" + "a".repeat(SIZE - 8) + " b",
        "# " + "é".repeat(SIZE / 2 - 8) + "\na: @",
        "key: |\n" + " x\n".repeat(SIZE / 3 - 9) + "a\n",
        "[".repeat(SIZE),
        "kubeConfig: " + "=:".repeat(SIZE / 2 - 9) + "\n: :");
  }

  /** Reads all of them, for a run with a small heap; fails when one is not refused. */
  public static void main(String[] args) {
    all().forEach(Failures::of);
  }
}
