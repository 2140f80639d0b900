package io.github.perconapg.internal.chart;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 as lower-case hex. */
public final class Sha256 {

  private Sha256() {}

  /** The 64 digits of these bytes. */
  public static String of(byte[] bytes) {
    var digest = digest();
    digest.update(bytes);
    return hex(digest);
  }

  /** The 64 digits of what a stream holds from here to its end. */
  public static String of(InputStream stream) throws IOException {
    var digest = digest();
    var buffer = new byte[1 << 16];
    for (var read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
      digest.update(buffer, 0, read);
    }
    return hex(digest);
  }

  /** Tells whether a text is a digest as {@link #of} gives it. */
  static boolean isOne(String text) {
    return text.matches("[0-9a-f]{64}");
  }

  static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }
}
