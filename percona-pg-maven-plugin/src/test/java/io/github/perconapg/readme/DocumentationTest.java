package io.github.perconapg.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
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

  private static final Pattern LINK = Pattern.compile("]\\(([^)]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
  private static final Pattern JAVA = Pattern.compile("(?m)^```java");
  private static final Pattern CODE = Pattern.compile("(?ms)^```.*?^```");

  @ParameterizedTest
  @MethodSource("pages")
  void copiedCodeIsTheCodeThatIsCompiledAndTested(Path page) throws IOException {
    for (var block : COPIED.matcher(read(page)).results().toList()) {
      assertThat(block.group(3))
          .as(block.group(1))
          .isEqualTo(source(block.group(1), block.group(2)));
    }
  }

  @Test
  void theReadmeHasCopiedCode() throws IOException {
    assertThat(COPIED.matcher(read(ROOT.resolve("README.md"))).results()).hasSize(4);
  }

  @ParameterizedTest
  @MethodSource("pages")
  void javaIsShownOnlyAsItIsCompiled(Path page) throws IOException {
    var text = read(page);
    var copied = COPIED.matcher(text).results().filter(block -> block.group().contains("```java"));

    assertThat(JAVA.matcher(text).results().count()).isEqualTo(copied.count());
  }

  @ParameterizedTest
  @MethodSource("pages")
  void linksLeadSomewhere(Path page) throws IOException {
    for (var link : LINK.matcher(prose(page)).results().map(found -> found.group(1)).toList()) {
      var address = URI.create(link);
      if (address.getScheme() != null) {
        assertThat(address.getScheme()).as(link).isEqualTo("https");
        assertThat(address.getHost()).as(link).contains(".");
        continue;
      }
      var target = address.getPath().isEmpty() ? page : page.resolveSibling(address.getPath());
      assertThat(target).exists();
      if (address.getFragment() != null) {
        assertThat(anchors(target)).as(link).contains(address.getFragment());
      }
    }
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

  /** The ids that headings have, on the site as elsewhere. */
  private static List<String> anchors(Path page) throws IOException {
    return HEADING
        .matcher(prose(page))
        .results()
        .map(heading -> heading.group(1).strip().toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\w\\- ]", "").replace(' ', '-'))
        .toList();
  }

  private static String prose(Path page) throws IOException {
    return CODE.matcher(read(page)).replaceAll("");
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
