package io.github.perconapg.internal.manifest;

import io.github.perconapg.internal.yaml.Characters;
import io.github.perconapg.internal.yaml.UnreadableTextException;
import io.github.perconapg.problem.ProblemCode;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Bytes of a file to text; what is not UTF-8, or forbidden in YAML, becomes a finding. */
public final class Decoder {

  private final Diagnostics findings;

  public Decoder(Diagnostics findings) {
    this.findings = findings;
  }

  /** The text, or null after a finding. */
  @Nullable SourceText decode(String name, byte[] bytes) {
    try {
      return SourceText.of(name, Characters.decode(bytes));
    } catch (UnreadableTextException e) {
      report(SourceText.of(name, shown(bytes)), e);
      return null;
    }
  }

  /**
   * Returns what a finding can show a line of; nothing of UTF-16, of which a line looks like noise.
   */
  private static String shown(byte[] bytes) {
    boolean utf16 = bytes.length > 0 && (bytes[0] == (byte) 0xFE || bytes[0] == (byte) 0xFF);
    return utf16 ? "" : new String(bytes, StandardCharsets.UTF_8);
  }

  /** Tells whether a text holds only characters that YAML allows; a finding otherwise. */
  public boolean check(SourceText text) {
    try {
      Characters.check(text.text());
      return true;
    } catch (UnreadableTextException e) {
      report(text, e);
      return false;
    }
  }

  private void report(SourceText text, UnreadableTextException e) {
    var at = new Position(text, e.line(), e.column());
    findings.at(at, ProblemCode.MANIFEST_SYNTAX, e.reason()).report(e.remedy());
  }
}
