package io.github.perconapg.internal.diagnosis;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Passes what is written to it on, line by line. */
public final class LineSplitter extends OutputStream {

  /** A line longer than this is cut; no line that decides anything comes near it. */
  private static final int LONGEST = 16 * 1024;

  private final Consumer<String> line;
  private final ByteArrayOutputStream current = new ByteArrayOutputStream();

  public LineSplitter(Consumer<String> line) {
    this.line = line;
  }

  @Override
  public void write(int b) {
    if (b == '\n') {
      line.accept(current.toString(StandardCharsets.UTF_8));
      current.reset();
    } else if (current.size() < LONGEST) {
      current.write(b);
    }
  }
}
