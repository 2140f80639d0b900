package io.github.perconapg.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Nothing of this plugin prints or writes past the outlet. (The core holds itself to the same by
 * ArchitectureTest.)
 */
class OneOutletTest {

  private static final Map<String, List<String>> EXCEPTIONS =
      Map.of(
          // The terminal, to which LiveView sends frames around words that it escapes.
          "Terminal.java", List.of("System.out"),
          // A chart as it was packed: bytes that anybody may have, and no text.
          "ChartPullMojo.java", List.of("Files.copy"),
          // Where Maven's log gets its outlet.
          "PerconaPgMojo.java", List.of("super.getLog"));

  private static final Pattern PAST =
      Pattern.compile(
          "(?<!\\w)Files\\.(?:write\\w*|newBufferedWriter|newOutputStream|copy|create(?:Temp)?File)"
              + "|System\\.(?:out|err)|FileOutputStream|FileWriter|RandomAccessFile"
              + "|super\\.getLog|printStackTrace|LoggerFactory");

  @Test
  void nothingPrintsOrWritesPastTheOutlet() throws IOException {
    try (var sources = Files.walk(Path.of("src", "main", "java"))) {
      for (var source : sources.filter(file -> file.toString().endsWith(".java")).toList()) {
        var past = PAST.matcher(Files.readString(source)).results().map(m -> m.group()).toList();
        var name = source.getFileName().toString();
        assertThat(past).as(name).isSubsetOf(EXCEPTIONS.getOrDefault(name, List.of()));
      }
    }
  }
}
