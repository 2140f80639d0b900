package io.github.perconapg.maven.render;

import java.io.PrintStream;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A printer for a terminal: below the lines that stay, one line says what happens right now and for
 * how long, and is written anew each second. It never fills the last column, so that it never
 * wraps; the cursor stays visible and at its end, so that a run that is killed leaves nothing to be
 * put right.
 */
public final class LiveLine implements Printer {

  /**
   * To the left margin, and erase what stands there: the two sequences that every terminal knows.
   */
  private static final String ERASE = "\r\u001b[K";

  private static final String CUT = "..";

  private final Printer lines;
  private final PrintStream terminal;
  private final int columns;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(LiveLine::daemon);
  private @Nullable String status;
  private long since;

  /**
   * @param lines where lines that stay go
   * @param terminal what they end up on
   * @param columns how wide that is
   */
  public LiveLine(Printer lines, PrintStream terminal, int columns) {
    this.lines = lines;
    this.terminal = terminal;
    this.columns = columns;
    var unused = clock.scheduleAtFixedRate(this::draw, 1, 1, TimeUnit.SECONDS);
  }

  @Override
  public synchronized void line(String text) {
    erase();
    lines.line(text);
  }

  @Override
  public synchronized void warning(String text) {
    var shown = status;
    erase();
    lines.warning(text);
    status = shown;
    draw();
  }

  @Override
  public synchronized boolean status(String text) {
    if (!text.equals(status)) {
      status = text;
      since = System.nanoTime();
    }
    draw();
    return true;
  }

  @Override
  public synchronized void close() {
    clock.shutdownNow();
    erase();
    lines.close();
  }

  private synchronized void draw() {
    if (status != null) {
      var seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - since);
      terminal.print(ERASE + fit(status, seconds == 0 ? "" : " (" + seconds + " s)"));
      terminal.flush();
    }
  }

  private void erase() {
    if (status != null) {
      terminal.print(ERASE);
      terminal.flush();
      status = null;
    }
  }

  private String fit(String text, String time) {
    var room = Math.max(CUT.length(), columns - 1 - time.length());
    var plain = text.replaceAll("\\p{Cntrl}", " ");
    return (plain.length() <= room ? plain : plain.substring(0, room - CUT.length()) + CUT) + time;
  }

  private static Thread daemon(Runnable task) {
    var thread = new Thread(task, "percona-pg-live-line");
    thread.setDaemon(true);
    return thread;
  }
}
