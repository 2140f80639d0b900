package io.github.perconapg.maven.render;

import io.github.perconapg.internal.problem.Truncation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Columns of text that keep to a line of 80 characters, with the prefix that Maven puts before it.
 * Where they are wider, the widest column is cut in the middle.
 */
final class Table {

  /** What Maven's {@code [INFO] } leaves of 80 characters. */
  static final int WIDTH = 73;

  private static final String GAP = "  ";

  private final List<String[]> rows = new ArrayList<>();

  Table(String... header) {
    add(header);
  }

  void add(String... cells) {
    rows.add(cells);
  }

  List<String> lines() {
    var widths = widths();
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private int[] widths() {
    var widths = new int[rows.get(0).length];
    for (var row : rows) {
      for (var i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row[i].length());
      }
    }
    var room = WIDTH - GAP.length() * (widths.length - 1);
    while (Arrays.stream(widths).sum() > room) {
      widths[indexOfWidest(widths)]--;
    }
    return widths;
  }

  private static int indexOfWidest(int[] widths) {
    var widest = 0;
    for (var i = 1; i < widths.length; i++) {
      widest = widths[i] > widths[widest] ? i : widest;
    }
    return widest;
  }

  private static String line(String[] cells, int[] widths) {
    var line = new StringBuilder();
    for (var i = 0; i < cells.length; i++) {
      line.append(i == 0 ? "" : GAP);
      line.append(("%-" + widths[i] + "s").formatted(Truncation.text(cells[i], widths[i])));
    }
    return line.toString().stripTrailing();
  }
}
