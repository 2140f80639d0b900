package io.github.perconapg.bench;

import io.github.perconapg.event.Event;
import io.github.perconapg.event.EventListener;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where the time of one run in a new JVM goes, as the run's own events and the JVM's beans tell it.
 * The beans take some hundredths of a second, so a run that is looked into is not compared.
 */
final class Profile implements EventListener {

  private final long start = System.nanoTime();
  private final Map<String, Double> figures = new LinkedHashMap<>();
  private double inSteps;

  @Override
  public synchronized void on(Event event) {
    if (event instanceof Event.Planned) {
      figures.put("until the first plan is made, s", seconds());
    } else if (event instanceof Event.StepFinished finished) {
      var took = finished.step().duration().toNanos() / 1e9;
      inSteps += took;
      figures.merge("step " + finished.step().name() + ", s", took, Double::sum);
    }
  }

  /**
   * Ends it, and writes what it saw.
   *
   * @param file to be read by {@link #read}
   */
  synchronized void write(Path file) throws IOException {
    var whole = seconds();
    var untilPlan = figures.getOrDefault("until the first plan is made, s", whole);
    figures.put("between and after the steps, s", whole - untilPlan - inSteps);
    var runtime = ManagementFactory.getRuntimeMXBean();
    figures.put("before the library is called, s", runtime.getUptime() / 1e3 - seconds());
    figures.put(
        "processor: compilers of the JVM, s",
        ManagementFactory.getCompilationMXBean().getTotalCompilationTime() / 1e3);
    figures.put(
        "processor: collectors of the JVM, s",
        ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .sum()
            / 1e3);
    figures.put(
        "classes loaded",
        (double) ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount());
    figures.put("memory: heap at its peak, MB", peak(MemoryType.HEAP));
    figures.put("memory: classes and compiled code at their peak, MB", peak(MemoryType.NON_HEAP));
    var text = new StringBuilder();
    figures.forEach((name, value) -> text.append(name).append('\t').append(value).append('\n'));
    Files.writeString(file, text);
  }

  /** What was written. */
  static Map<String, Double> read(Path file) throws IOException {
    var figures = new LinkedHashMap<String, Double>();
    for (var line : Files.readAllLines(file)) {
      var tab = line.indexOf('\t');
      figures.put(line.substring(0, tab), Double.valueOf(line.substring(tab + 1)));
    }
    return figures;
  }

  private double seconds() {
    return (System.nanoTime() - start) / 1e9;
  }

  private static double peak(MemoryType type) {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == type)
            .map(MemoryPoolMXBean::getPeakUsage)
            .mapToLong(usage -> usage.getUsed())
            .sum()
        / 1e6;
  }
}
