package io.github.perconapg.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a reader has to know about the machine to judge a figure. */
final class Machine {

  private Machine() {}

  /** Facts by their name; a new, changeable map. */
  static Map<String, String> facts() throws IOException {
    var system = ManagementFactory.getOperatingSystemMXBean();
    var facts = new LinkedHashMap<String, String>();
    facts.put("date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    facts.put("system", system.getName() + " " + system.getVersion() + " " + system.getArch());
    facts.put("processors", system.getAvailableProcessors() + ", " + line("cpuinfo", "model name"));
    facts.put("memory", line("meminfo", "MemTotal"));
    facts.put("load average at the end", "%.1f".formatted(system.getSystemLoadAverage()));
    facts.put("Java", Runtime.version().toString());
    return facts;
  }

  private static String line(String file, String name) throws IOException {
    try (var lines = Files.lines(Path.of("/proc", file))) {
      return lines
          .filter(line -> line.startsWith(name))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    }
  }
}
