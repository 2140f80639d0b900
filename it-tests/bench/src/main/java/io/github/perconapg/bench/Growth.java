package io.github.perconapg.bench;

import java.util.List;
import java.util.TreeMap;

/** How a figure grows with the number of namespaces or clusters, drawn as a line. */
final class Growth {

  static final List<String> FIGURES = List.of(Figure.WALL, Figure.PEAK_OF_ALL, Figure.REQUESTS);

  private static final int LEFT = 60;
  private static final int WIDTH = 420;
  private static final int HEIGHT = 200;

  private Growth() {}

  static boolean isMeasured(Results scale, String what) {
    return scale.situations().stream().anyMatch(situation -> situation.endsWith(" " + what));
  }

  /** An SVG document. */
  static String of(Results scale, String what, String figure) {
    var points = new TreeMap<Integer, Double>();
    for (var situation : scale.situations()) {
      var series = scale.series(WarmLibrary.NAME, situation, figure);
      if (situation.endsWith(" " + what) && !series.isEmpty()) {
        points.put(
            Integer.parseInt(situation.substring(0, situation.indexOf(' '))), series.median());
      }
    }
    double most = points.lastKey();
    var highest = points.values().stream().mapToDouble(each -> each).max().orElse(1);
    var line = new StringBuilder();
    var marks = new StringBuilder();
    points.forEach(
        (count, value) -> {
          var x = LEFT + count / most * WIDTH;
          var y = 30 + HEIGHT - value / highest * HEIGHT;
          line.append(Bars.format("%.1f,%.1f ", x, y));
          marks.append(
              Bars.format(
                  "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"#2f7de1\"/>"
                      + "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\">%s</text>"
                      + "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%d</text>%n",
                  x, y, x - 6, y - 4, Report.number(value), x, HEIGHT + 48, count));
        });
    return Bars.format(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\""
                + " font-family=\"sans-serif\" font-size=\"13\">%n"
                + "<text x=\"4\" y=\"18\" font-weight=\"bold\">%s: %s</text>%n"
                + "<path d=\"M %d 30 V %d H %d\" stroke=\"#222\" fill=\"none\"/>%n"
                + "<polyline points=\"%s\" fill=\"none\" stroke=\"#2f7de1\" stroke-width=\"2\"/>%n",
            LEFT + WIDTH + 40,
            HEIGHT + 60,
            what,
            figure,
            LEFT,
            30 + HEIGHT,
            LEFT + WIDTH,
            line.toString().strip())
        + marks
        + "</svg>\n";
  }
}
