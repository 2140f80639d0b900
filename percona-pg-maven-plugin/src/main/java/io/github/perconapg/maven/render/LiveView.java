package io.github.perconapg.maven.render;

import io.github.perconapg.internal.outlet.Escape;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A printer for a terminal: below the lines that stay, one line says what happens right now and for
 * how long, with a line for each thing that is waited for, and all of it is drawn anew each second.
 * A line never fills the last column, so that none wraps; the cursor stays visible and at the end,
 * so that a run that is killed leaves nothing to repair.
 */
public final class LiveView implements Printer {

  /** To the left margin, and erase from there to the end of the screen (ECMA-48: ED). */
  private static final String ERASE = "\r\u001b[J";

  private static final String CUT = "..";

  private final Printer lines;
  private final PrintStream terminal;
  private final int columns;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(LiveView::daemon);
  private List<String> status = List.of();
  private int drawn;
  private long since;

  /**
   * @param lines where lines that stay go
   * @param terminal what they end up on
   * @param columns how wide that is
   */
  public LiveView(Printer lines, PrintStream terminal, int columns) {
    this.lines = lines;
    this.terminal = terminal;
    this.columns = columns;
    var unused = clock.scheduleAtFixedRate(this::draw, 1, 1, TimeUnit.SECONDS);
  }

  @Override
  public synchronized void line(String text) {
    status = List.of();
    erase();
    lines.line(text);
  }

  @Override
  public synchronized void warning(String text) {
    erase();
    lines.warning(text);
    draw();
  }

  @Override
  public synchronized boolean status(List<String> text) {
    if (!text.equals(status)) {
      status = List.copyOf(text);
      since = System.nanoTime();
    }
    draw();
    return true;
  }

  @Override
  public synchronized void close() {
    clock.shutdownNow();
    status = List.of();
    erase();
    lines.close();
  }

  private synchronized void draw() {
    if (status.isEmpty()) {
      return;
    }
    var seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - since);
    var shown = new ArrayList<String>();
    shown.add(fit(status.get(0), seconds == 0 ? "" : " (" + seconds + " s)"));
    status.stream().skip(1).map(text -> fit(text, "")).forEach(shown::add);
    // In one piece: what is erased and not yet drawn again would be seen as flicker.
    terminal.print(erasing() + String.join("\n", shown));
    terminal.flush();
    drawn = shown.size();
  }

  private void erase() {
    terminal.print(erasing());
    terminal.flush();
    drawn = 0;
  }

  private String erasing() {
    return switch (drawn) {
      case 0 -> "";
      case 1 -> ERASE;
      default -> "\u001b[" + (drawn - 1) + "A" + ERASE; // up first (ECMA-48: CUU)
    };
  }

  private String fit(String text, String time) {
    var room = Math.max(CUT.length(), columns - 1 - time.length());
    var plain = Escape.line(text.replaceAll("\\s", " "));
    return (plain.length() <= room ? plain : plain.substring(0, room - CUT.length()) + CUT) + time;
  }

  private static Thread daemon(Runnable task) {
    var thread = new Thread(task, "percona-pg-live-view");
    thread.setDaemon(true);
    return thread;
  }
}
