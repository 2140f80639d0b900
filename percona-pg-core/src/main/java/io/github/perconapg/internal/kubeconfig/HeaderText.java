package io.github.perconapg.internal.kubeconfig;

import org.jspecify.annotations.Nullable;

/** What the value of an HTTP header may hold. The JDK's client quotes a value that it refuses. */
public final class HeaderText {

  private static final char LAST = 0xff;

  private HeaderText() {}

  /**
   * Why a text cannot be sent, in words that come after its name and do not quote it.
   *
   * @return null when it can be sent
   */
  public static @Nullable String objection(String text) {
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c == '\n' || c == '\r') {
        return "holds a line break, so it cannot be sent; write it in one line";
      }
      if (Character.isISOControl(c)) {
        return "holds a control character, so it cannot be sent";
      }
      if (c > LAST) {
        return "holds a character that HTTP headers cannot hold, so it cannot be sent";
      }
    }
    return null;
  }
}
