package io.github.perconapg.manifest;

import java.util.List;

/** Texts of the largest size that is read, each of a shape that costs a careless reader much. */
final class LargeTexts {

  private static final int MEBIBYTE = 1 << 20;

  private LargeTexts() {}

  static List<String> all() {
    return List.of(
        "a".repeat(MEBIBYTE),
        "token".repeat(MEBIBYTE / 5) + ": x: y",
        "\"" + "\\u0041".repeat(MEBIBYTE / 6 - 2),
        "a: \"" + "\n".repeat(MEBIBYTE - 8) + "\"",
        " ".repeat(MEBIBYTE - 1) + "\t",
        "x: [" + "1,".repeat(MEBIBYTE / 2 - 4) + "]",
        "---\n".repeat(MEBIBYTE / 4),
        "a: 1\n".repeat(MEBIBYTE / 5),
        "{" + "a: 1, ".repeat(4_900) + "b: " + "c".repeat(900_000) + "}",
        "? a\n".repeat(MEBIBYTE / 4),
        "&" + "a".repeat(MEBIBYTE - 8) + " b",
        "# " + "é".repeat(MEBIBYTE / 2 - 8) + "\na: @",
        "key: |\n" + " x\n".repeat(MEBIBYTE / 3 - 9) + "a\n",
        "[".repeat(MEBIBYTE),
        "kubeConfig: " + "=:".repeat(MEBIBYTE / 2 - 9) + "\n: :");
  }

  /** Reads all of them, for a run with a small heap; fails when one is not refused. */
  public static void main(String[] args) {
    all().forEach(Failures::of);
  }
}
