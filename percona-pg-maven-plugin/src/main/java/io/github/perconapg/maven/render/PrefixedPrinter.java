package io.github.perconapg.maven.render;

/**
 * Begins each line with what tells it apart from lines that others print at the same time.
 *
 * @param printer where the lines go
 * @param prefix what each begins with
 */
public record PrefixedPrinter(Printer printer, String prefix) implements Printer {

  @Override
  public void line(String text) {
    printer.line(prefix + text);
  }

  @Override
  public void warning(String text) {
    printer.warning(prefix + text);
  }

  @Override
  public void detail(String text) {
    printer.detail(prefix + text);
  }
}
