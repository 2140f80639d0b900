package io.github.perconapg.maven;

import io.github.perconapg.maven.render.Printer;
import org.apache.maven.plugin.logging.Log;

/** Prints to Maven's log. */
record LogPrinter(Log log) implements Printer {

  @Override
  public void line(String text) {
    log.info(text);
  }

  @Override
  public void warning(String text) {
    log.warn(text);
  }

  @Override
  public void detail(String text) {
    log.debug(text);
  }
}
