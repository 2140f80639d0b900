package io.github.perconapg.manifest;

import io.github.perconapg.problem.ProblemCode;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Bytes of a file to text: UTF-8 and nothing else, without the characters that YAML forbids. */
final class Decoder {

  private final Findings findings;

  Decoder(Findings findings) {
    this.findings = findings;
  }

  /** The text, or null after a finding. */
  @Nullable SourceText decode(String name, byte[] bytes) {
    if (startsWith(bytes, 0xFE, 0xFF) || startsWith(bytes, 0xFF, 0xFE)) {
      return notUtf8(SourceText.of(name, ""), 1, 1, "the file is in UTF-16 or UTF-32, not UTF-8");
    }
    var in = ByteBuffer.wrap(bytes);
    if (startsWith(bytes, 0xEF, 0xBB, 0xBF)) {
      in.position(3);
    }
    var out = CharBuffer.allocate(bytes.length);
    var result = StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
    var text = SourceText.of(name, out.flip().toString());
    if (result.isError()) {
      var end = end(text.text());
      var message =
          String.format("the byte 0x%02X is not UTF-8", Byte.toUnsignedInt(bytes[in.position()]));
      return notUtf8(text, end.line(), end.column(), message);
    }
    return check(text) ? text : null;
  }

  /** Whether a text holds only characters that YAML allows; a finding otherwise. */
  boolean check(SourceText text) {
    var chars = text.text();
    for (int i = 0; i < chars.length(); i++) {
      char c = chars.charAt(i);
      if (!isForbidden(chars, i)) {
        continue;
      }
      var end = end(SourceText.of(text.name(), chars.substring(0, i)).text());
      var zero = c == 0 ? " (a NUL byte: the file may be UTF-16 or binary)" : "";
      findings
          .at(
              new Position(text, end.line(), end.column()),
              ProblemCode.MANIFEST_SYNTAX,
              String.format("the character U+%04X is not allowed in YAML%s", (int) c, zero))
          .report("Remove the character, or save the file as UTF-8 text.");
      return false;
    }
    return true;
  }

  private static boolean isForbidden(String chars, int i) {
    char c = chars.charAt(i);
    if (Character.isSurrogate(c)) {
      boolean paired =
          Character.isHighSurrogate(c)
              ? i + 1 < chars.length() && Character.isLowSurrogate(chars.charAt(i + 1))
              : i > 0 && Character.isHighSurrogate(chars.charAt(i - 1));
      return !paired;
    }
    boolean control = c < 0x20 && c != '\t' && c != '\n' && c != '\r';
    return control || (c >= 0x7F && c < 0xA0 && c != 0x85) || c >= 0xFFFE || c == 0xFEFF;
  }

  private @Nullable SourceText notUtf8(SourceText text, int line, int column, String message) {
    findings
        .at(new Position(text, line, column), ProblemCode.MANIFEST_SYNTAX, message)
        .report("Save the file as UTF-8.");
    return null;
  }

  private record End(int line, int column) {}

  private static End end(String text) {
    int line = 1;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean pair = c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
      if ((c == '\n' || c == '\r') && !pair) {
        line++;
        start = i + 1;
      }
    }
    return new End(line, text.codePointCount(start, text.length()) + 1);
  }

  private static boolean startsWith(byte[] bytes, int... start) {
    for (int i = 0; i < start.length; i++) {
      if (bytes.length <= i || Byte.toUnsignedInt(bytes[i]) != start[i]) {
        return false;
      }
    }
    return true;
  }
}
