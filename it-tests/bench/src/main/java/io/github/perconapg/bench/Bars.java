package io.github.perconapg.bench;

import java.util.Locale;

/** The medians of wall times of one situation, drawn as bars with their range. */
final class Bars {

  private static final int LABEL = 240;
  private static final int WIDTH = 420;
  private static final int ROW = 30;

  private Bars() {}

  /** An SVG document. */
  static String of(Results results, String situation) {
    var contenders =
        results.contenders(situation).stream()
            .filter(who -> !results.series(who, situation, Figure.WALL).isEmpty())
            .filter(who -> !who.equals(LookedInto.NAME))
            .toList();
    var longest =
        contenders.stream()
            .mapToDouble(who -> results.series(who, situation, Figure.WALL).max())
            .max()
            .orElse(1);
    var text = new StringBuilder();
    text.append(
        format(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\""
                + " font-family=\"sans-serif\" font-size=\"13\">\n",
            LABEL + WIDTH + 70, ROW * contenders.size() + 40));
    text.append(format("<text x=\"4\" y=\"18\" font-weight=\"bold\">%s, s</text>%n", situation));
    for (var i = 0; i < contenders.size(); i++) {
      var series = results.series(contenders.get(i), situation, Figure.WALL);
      var y = 34 + i * ROW;
      var median = series.median() / longest * WIDTH;
      var min = LABEL + series.min() / longest * WIDTH;
      var max = LABEL + series.max() / longest * WIDTH;
      text.append(format("<text x=\"4\" y=\"%d\">%s</text>%n", y + 14, contenders.get(i)));
      text.append(
          format(
              "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"20\" fill=\"%s\"/>%n",
              LABEL, y, median, contenders.get(i).startsWith("Helm") ? "#9aa5b1" : "#2f7de1"));
      text.append(
          format(
              "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"#222\"/>%n",
              min, y + 10, max, y + 10));
      text.append(
          format(
              "<text x=\"%.1f\" y=\"%d\">%s</text>%n",
              Math.max(max, LABEL + median) + 6, y + 14, Report.number(series.median())));
    }
    return text.append("</svg>\n").toString();
  }

  static String format(String text, Object... arguments) {
    return String.format(Locale.ROOT, text, arguments);
  }
}
