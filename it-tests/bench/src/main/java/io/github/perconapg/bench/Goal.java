package io.github.perconapg.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A figure that the project holds itself to.
 *
 * @param what for the report
 * @param value what was measured; not a number when it was not
 * @param most what it may be
 */
record Goal(String what, double value, double most) {

  boolean reached() {
    return value <= most;
  }

  boolean measured() {
    return !Double.isNaN(value);
  }

  String line() {
    return "| %s | %s | %s | %s |"
        .formatted(what, text(value), text(most), reached() ? "yes" : "**no**");
  }

  private static String text(double number) {
    return String.format(Locale.ROOT, number >= 10 ? "%.0f" : "%.2f", number);
  }

  /** All of them, as far as they were measured. */
  static List<Goal> of(Results results, Results scale) {
    var goals = new ArrayList<Goal>();
    var all = new Ratios(results);
    var first = Situation.FIRST_INSTALL;
    var same = Situation.NOTHING_CHANGED;
    var upgrade = Situation.UPGRADE;
    var destroy = Situation.DESTROY;
    goals.add(all.ofHelm(first, WarmLibrary.NAME, 0.45));
    goals.add(all.of(first, WarmLibrary.NAME, first, FloorRun.NAME, 1.25));
    goals.add(all.ofHelm(first, NewJvm.NAME, 0.65));
    goals.add(all.ofHelm(first, MavenProcess.NAME, 0.8));
    goals.add(all.ofHelm(same, WarmLibrary.NAME, 0.05));
    goals.add(all.ofHelm(same, NewJvm.NAME, 0.6));
    goals.add(all.of(same, MavenProcess.NAME, Situation.EMPTY, MavenProcess.NAME, 1.8));
    goals.add(all.ofHelm(upgrade, WarmLibrary.NAME, 0.6));
    goals.add(all.ofHelm(upgrade, NewJvm.NAME, 0.8));
    goals.add(all.ofHelm(upgrade, MavenProcess.NAME, 1.2));
    goals.add(all.ofHelm(destroy, WarmLibrary.NAME, 1));
    goals.add(all.ofHelm(destroy, NewJvm.NAME, 1.5));
    goals.add(all.ofHelm(destroy, MavenProcess.NAME, 3));
    goals.add(all.absolute(first, WarmLibrary.NAME, Figure.REQUESTS, 60));
    goals.add(all.absolute(first, WarmLibrary.NAME, Figure.OTHERS, 25));
    goals.add(all.absolute(first, WarmLibrary.NAME, Figure.SENT, 2000));
    goals.add(all.absolute(first, WarmLibrary.NAME, Figure.RECEIVED, 1000));
    goals.add(all.absolute(first, WarmLibrary.NAME, Figure.SECRET, 25));
    goals.add(all.absolute(same, WarmLibrary.NAME, Figure.REQUESTS, 12));
    goals.add(all.absolute(same, WarmLibrary.NAME, Figure.WRITES, 0));
    goals.add(all.absolute(same, WarmLibrary.NAME, Figure.RECEIVED, 100));
    goals.add(all.beyondEmpty(first, NewJvm.NAME, Figure.PEAK, 128));
    goals.add(all.absolute(Leadership.WHAT, WarmLibrary.WORKING, Leadership.LEADS, 3));
    var growth = new Ratios(scale);
    goals.add(growth.ofTen(Scale.HELM_IN_TURN, 0.2));
    goals.add(growth.ofTen(Scale.HELM_BY_FOUR, 0.4));
    return goals.stream().filter(Goal::measured).toList();
  }

  /** Medians beside each other. */
  private record Ratios(Results results) {

    Goal ofHelm(Situation situation, String who, double most) {
      return of(situation, who, situation, Comparison.HELM_3, most);
    }

    Goal of(Situation situation, String who, Situation other, String whom, double most) {
      var what = "%s, %s: times %s".formatted(situation.shown(), who, whom);
      return new Goal(
          other == situation ? what : what + ", " + other.shown(),
          median(who, situation.shown(), Figure.WALL) / median(whom, other.shown(), Figure.WALL),
          most);
    }

    Goal ofTen(String whom, double most) {
      var situation = Scale.TEN + " " + Scale.NAMESPACES;
      return new Goal(
          "%s, %s: times %s".formatted(situation, WarmLibrary.NAME, whom),
          median(WarmLibrary.NAME, situation, Figure.WALL) / median(whom, situation, Figure.WALL),
          most);
    }

    Goal absolute(Situation situation, String who, String figure, double most) {
      return absolute(situation.shown(), who, figure, most);
    }

    Goal absolute(String situation, String who, String figure, double most) {
      return new Goal(
          "%s, %s: %s".formatted(situation, who, figure), median(who, situation, figure), most);
    }

    Goal beyondEmpty(Situation situation, String who, String figure, double most) {
      return new Goal(
          "%s, %s: %s, beyond an empty JVM".formatted(situation.shown(), who, figure),
          median(who, situation.shown(), figure) - median(who, Situation.EMPTY.shown(), figure),
          most);
    }

    private double median(String who, String situation, String figure) {
      var series = results.series(who, situation, figure);
      return series.isEmpty() ? Double.NaN : series.median();
    }
  }
}
