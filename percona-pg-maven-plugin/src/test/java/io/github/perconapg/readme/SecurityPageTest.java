package io.github.perconapg.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** SECURITY.md says which tests hold what it promises. */
class SecurityPageTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT))`");

  @Test
  void eachTestThatIsNamedExists() throws IOException {
    var page = Files.readString(ROOT.resolve("SECURITY.md"));
    var named = TEST.matcher(page).results().map(match -> match.group(1)).toList();
    assertThat(named).isNotEmpty();
    assertThat(tests()).containsAll(named);
  }

  @Test
  void eachThreatHasATest() throws IOException {
    var page = Files.readString(ROOT.resolve("SECURITY.md"));
    var from = page.indexOf("| Threat |");
    var rows = page.substring(from, page.indexOf("\n\n", from)).lines().skip(2);
    assertThat(rows).isNotEmpty().allMatch(row -> TEST.matcher(row).find());
  }

  private static Set<String> tests() throws IOException {
    var tests = new TreeSet<String>();
    Files.walkFileTree(
        ROOT,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            var name = String.valueOf(folder.getFileName());
            var output = name.equals("target") && Files.exists(folder.resolveSibling("pom.xml"));
            return output || name.startsWith(".")
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            tests.add(String.valueOf(file.getFileName()).replaceFirst("\\.java$", ""));
            return FileVisitResult.CONTINUE;
          }
        });
    return tests;
  }
}
