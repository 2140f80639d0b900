package io.github.perconapg.maven;

import io.github.perconapg.maven.render.Paint;
import org.apache.maven.shared.utils.logging.MessageUtils;

/**
 * Colours as Maven's own output has them: only where Maven has found that the console takes them.
 */
final class MavenPaint {

  private MavenPaint() {}

  static Paint ofTheConsole() {
    return MessageUtils.isColorEnabled()
        ? new Paint(
            text -> MessageUtils.buffer().success(text).toString(),
            text -> MessageUtils.buffer().warning(text).toString(),
            text -> MessageUtils.buffer().failure(text).toString())
        : Paint.NONE;
  }
}
