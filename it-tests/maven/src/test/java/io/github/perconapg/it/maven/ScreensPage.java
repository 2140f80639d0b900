package io.github.perconapg.it.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** docs/screens.md: prose, and after each mark the screen of that name, made by a run. */
final class ScreensPage {

  private static final Path FILE = Readme.ROOT.resolve("docs/screens.md");
  private static final String WRITE = "percona-pg.page.write";

  private final UnaryOperator<String> reader;

  /**
   * @param reader puts what a reader may know in place of this machine's folders, ports and names
   */
  ScreensPage(UnaryOperator<String> reader) {
    this.reader = reader;
  }

  /** Holds a run against its screen, or writes it with {@code -Dpercona-pg.page.write=true}. */
  void shows(String name, MavenResult ran) throws IOException {
    var screen = screen(ran);
    var block =
        Pattern.compile("(<!-- screen: " + name + " -->\\n```text\\n)(.*?)```", Pattern.DOTALL);
    var page = Files.readString(FILE);
    if (Boolean.getBoolean(WRITE)) {
      page = block.matcher(page).replaceFirst("$1" + Matcher.quoteReplacement(screen) + "```");
      Files.writeString(FILE, page);
    }
    var found = block.matcher(page);
    assertThat(found.find()).as("a block for the screen " + name).isTrue();
    assertThat(comparable(screen))
        .as("make it anew: mvn verify -Dit.test=ScreensIT -D%s=true, as CONTRIBUTING says", WRITE)
        .isEqualTo(comparable(found.group(2)));
  }

  /** The command and what the goal said, without what Maven says around every goal. */
  private String screen(MavenResult ran) {
    var screen = new StringBuilder();
    screen.append(ran.text().lines().findFirst().orElseThrow()).append('\n');
    var inGoal = false;
    for (var line : ran.lines()) {
      if (line.startsWith("[INFO] --- ") || line.startsWith("[ERROR] Failed to execute goal ")) {
        inGoal = true;
      } else if (line.startsWith("[INFO] -----") || line.startsWith("[ERROR] -> [Help")) {
        inGoal = false;
      }
      if (inGoal && !line.startsWith("[INFO] --- ")) {
        screen.append(line).append('\n');
      }
    }
    return reader
        .apply(screen.toString())
        .replaceAll("127\\.0\\.0\\.1:\\d+", "127.0.0.1:6443")
        .replaceAll("pg-operator-[0-9a-f]{8,10}-[a-z0-9]{5}\\b", "pg-operator-6c9bdb86c-rzjmj")
        .replaceAll("\\d{4}-\\d\\d-\\d\\dT[\\d:]{8}(\\.\\d+)?", "2026-11-28T12:00:00")
        .replaceAll(
            "Failed to execute goal \\S+:(\\w+) \\(", "Failed to execute goal percona-pg:$1 (");
  }

  /** Without what depends on how fast a machine is: times, waits, and the states in between. */
  private static List<String> comparable(String screen) {
    return screen
        .lines()
        .filter(line -> !line.contains(" waiting for "))
        // A pull is told by its pod or by an event, depending on when it is looked at.
        .filter(line -> !line.matches(".*( is not running: |ImagePull|event: ).*"))
        .map(line -> line.replaceAll("(\\d+ min )?\\d+(\\.\\d)? s\\b", "0.1 s"))
        .map(line -> line.replace(" (0.1 s)", ""))
        .map(line -> line.replaceAll("/orders \\(\\w+\\)", "/orders"))
        .toList();
  }
}
