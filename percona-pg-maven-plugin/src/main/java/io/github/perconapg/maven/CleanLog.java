package io.github.perconapg.maven;

import io.github.perconapg.internal.outlet.Escape;
import io.github.perconapg.internal.outlet.Outlet;
import java.util.regex.Pattern;
import org.apache.maven.plugin.logging.Log;

/**
 * Maven's log behind the outlet: each text is one line, without secrets and control characters.
 * What the core says is clean already; this is for what the goals say themselves.
 */
record CleanLog(Log log, Outlet outlet) implements Log {

  /** Colours, which the goals add to their lines (ECMA-48: SGR); they can do no harm. */
  private static final Pattern COLOUR =
      Pattern.compile("(?<=\u001b\\[[0-9;]{0,20}m)|(?=\u001b\\[[0-9;]{0,20}m)");

  @Override
  public boolean isDebugEnabled() {
    return log.isDebugEnabled();
  }

  @Override
  public void debug(CharSequence content) {
    log.debug(clean(content));
  }

  @Override
  public void debug(CharSequence content, Throwable error) {
    log.debug(clean(content), outlet.cause(error));
  }

  @Override
  public void debug(Throwable error) {
    log.debug(outlet.cause(error));
  }

  @Override
  public boolean isInfoEnabled() {
    return log.isInfoEnabled();
  }

  @Override
  public void info(CharSequence content) {
    log.info(clean(content));
  }

  @Override
  public void info(CharSequence content, Throwable error) {
    log.info(clean(content), outlet.cause(error));
  }

  @Override
  public void info(Throwable error) {
    log.info(outlet.cause(error));
  }

  @Override
  public boolean isWarnEnabled() {
    return log.isWarnEnabled();
  }

  @Override
  public void warn(CharSequence content) {
    log.warn(clean(content));
  }

  @Override
  public void warn(CharSequence content, Throwable error) {
    log.warn(clean(content), outlet.cause(error));
  }

  @Override
  public void warn(Throwable error) {
    log.warn(outlet.cause(error));
  }

  @Override
  public boolean isErrorEnabled() {
    return log.isErrorEnabled();
  }

  @Override
  public void error(CharSequence content) {
    log.error(clean(content));
  }

  @Override
  public void error(CharSequence content, Throwable error) {
    log.error(clean(content), outlet.cause(error));
  }

  @Override
  public void error(Throwable error) {
    log.error(outlet.cause(error));
  }

  private String clean(CharSequence content) {
    var line = new StringBuilder();
    for (var part : COLOUR.split(outlet.redactor().text(content.toString()), -1)) {
      line.append(part.matches("\u001b\\[[0-9;]{0,20}m") ? part : Escape.line(part));
    }
    return line.toString();
  }
}
