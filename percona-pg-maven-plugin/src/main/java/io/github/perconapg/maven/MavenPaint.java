package io.github.perconapg.maven;

import io.github.perconapg.maven.render.Colors;
import org.apache.maven.shared.utils.logging.MessageUtils;

/**
 * Colours as Maven's own output has them: only where Maven has found that the console takes them.
 */
final class MavenPaint {

  private MavenPaint() {}

  static Colors ofTheConsole() {
    return MessageUtils.isColorEnabled()
        ? new Colors(
            text -> MessageUtils.buffer().success(text).toString(),
            text -> MessageUtils.buffer().warning(text).toString(),
            text -> MessageUtils.buffer().failure(text).toString())
        : Colors.NONE;
  }
}
