package io.github.perconapg.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DocumentationTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  /** {@code <!-- from: file#snippet -->} and the code block that follows it. */
  private static final Pattern COPIED =
      Pattern.compile("<!-- from: ([^#\\s]+)(?:#(\\S+))? -->\\n```\\w+\\n(.*?)```", Pattern.DOTALL);

  private static final Pattern LINK = Pattern.compile("]\\((?!https?://)([^)#]+)(#[^)]*)?\\)");

  @Test
  void codeInTheReadmeIsTheCodeThatIsCompiledAndTested() throws IOException {
    var blocks = COPIED.matcher(read(ROOT.resolve("README.md"))).results().toList();

    assertThat(blocks).hasSize(5);
    for (var block : blocks) {
      assertThat(block.group(3))
          .as(block.group(1))
          .isEqualTo(source(block.group(1), block.group(2)));
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void linksLeadSomewhere(Path page) throws IOException {
    var targets =
        LINK.matcher(read(page)).results().map(link -> page.resolveSibling(link.group(1))).toList();

    assertThat(targets).allSatisfy(target -> assertThat(target).exists());
  }

  static List<Path> pages() throws IOException {
    try (var files = Files.walk(ROOT.resolve("examples"));
        var docs = Files.list(ROOT.resolve("docs"));
        var root = Files.list(ROOT)) {
      return Stream.of(files, docs, root)
          .flatMap(paths -> paths)
          .filter(path -> path.toString().endsWith(".md"))
          .sorted()
          .toList();
    }
  }

  private static String source(String file, @Nullable String snippet) throws IOException {
    var lines = read(ROOT.resolve(file)).lines().toList();
    if (snippet == null) {
      return String.join("\n", lines) + "\n";
    }
    var first = indexOf(lines, "snippet: " + snippet) + 1;
    var last = indexOf(lines, "end: " + snippet);
    return String.join("\n", lines.subList(first, last)).stripIndent() + "\n";
  }

  private static int indexOf(List<String> lines, String mark) {
    for (var i = 0; i < lines.size(); i++) {
      if (lines.get(i).contains(mark)) {
        return i;
      }
    }
    throw new AssertionError("there is no line with \"" + mark + "\"");
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file).replace("\r\n", "\n");
  }
}
