package io.github.perconapg.internal.yaml;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;

/** The characters of a text: UTF-8 and nothing else, without those that YAML forbids. */
public final class Characters {

  private static final String SAVE =
      "Save the file as UTF-8 text. Windows PowerShell's > writes UTF-16: use"
          + " | Out-File -Encoding ascii FILE instead.";

  private Characters() {}

  /**
   * Decodes bytes; a leading byte order mark is skipped.
   *
   * @throws UnreadableTextException when they are not UTF-8, or hold a character that YAML forbids
   */
  public static String decode(byte[] bytes) throws UnreadableTextException {
    if (startsWith(bytes, 0xFE, 0xFF) || startsWith(bytes, 0xFF, 0xFE) || alternates(bytes)) {
      throw UnreadableTextException.syntax(
          1, 1, "the file is in UTF-16 or UTF-32, not UTF-8", SAVE);
    }
    var in = ByteBuffer.wrap(bytes);
    if (startsWith(bytes, 0xEF, 0xBB, 0xBF)) {
      in.position(3);
    }
    var out = CharBuffer.allocate(bytes.length);
    var result = StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
    var text = out.flip().toString();
    if (result.isError()) {
      throw at(
          text,
          text.length(),
          "the byte 0x%02X is not UTF-8".formatted(Byte.toUnsignedInt(bytes[in.position()])),
          SAVE);
    }
    check(text);
    return text;
  }

  /**
   * Checks that a text holds only what YAML allows.
   *
   * @throws UnreadableTextException at the first other character
   */
  public static void check(String text) throws UnreadableTextException {
    for (int i = 0; i < text.length(); i++) {
      if (isForbidden(text, i)) {
        char c = text.charAt(i);
        var hint =
            c == 0
                ? " (a NUL byte: the file may be UTF-16 or binary)"
                : c == 0xFEFF ? " (a byte order mark, which may only begin a file)" : "";
        throw at(
            text,
            i,
            "the character U+%04X is not allowed in YAML%s".formatted((int) c, hint),
            "Remove the character, or save the file as UTF-8 text.");
      }
    }
  }

  private static boolean isForbidden(String text, int i) {
    char c = text.charAt(i);
    if (c >= ' ' && c < 0x7F) {
      return false;
    }
    if (Character.isSurrogate(c)) {
      boolean paired =
          Character.isHighSurrogate(c)
              ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
              : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
      return !paired;
    }
    boolean control = c < 0x20 && c != '\t' && c != '\n' && c != '\r';
    boolean mark = c == 0xFEFF && i > 0;
    return control || (c >= 0x7F && c < 0xA0 && c != 0x85) || c >= 0xFFFE || mark;
  }

  private static UnreadableTextException at(String text, int index, String why, String remedy) {
    int line = 1;
    int start = 0;
    for (int i = 0; i < index; i++) {
      char c = text.charAt(i);
      boolean pair = c == '\r' && i + 1 < index && text.charAt(i + 1) == '\n';
      if ((c == '\n' || c == '\r') && !pair) {
        line++;
        start = i + 1;
      }
    }
    return UnreadableTextException.syntax(line, text.codePointCount(start, index) + 1, why, remedy);
  }

  /** Tells whether it looks like ASCII in UTF-16 without a byte order mark. */
  private static boolean alternates(byte[] bytes) {
    return bytes.length >= 4
        && ((bytes[0] == 0 && bytes[1] != 0 && bytes[2] == 0 && bytes[3] != 0)
            || (bytes[0] != 0 && bytes[1] == 0 && bytes[2] != 0 && bytes[3] == 0));
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
