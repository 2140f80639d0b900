package io.github.perconapg;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds main sources and pages to the field's words. */
class WordsTest {

  private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

  /** Words to avoid, each with a better one. */
  private static final List<Word> WORDS =
      List.of(
          word("[Mm]end(s|ed|ing)?", "fix or repair"),
          word("[Rr]oll-backs?", "rollback"),
          word("([Tt]ak(e|es|en|ing)|[Tt]ook)[ -](it |them )?over", "adopt"),
          word("[Nn]obody|[Nn]o one", "no user, or the passive"),
          word("[Ss]omebody|[Ss]omeone", "another user or tool"),
          word("[Ww]hoever", "the caller, the owner"),
          word("in force", "current or deployed"),
          word("[Pp]uts? right", "fix or repair"),
          word("[Dd]efinitions?", "CRD"),
          word("rights", "permissions"),
          word("a right", "a permission"),
          word("([Ll]eaves?|[Ll]eft|[Ll]eaving) out", "skip or omit"),
          word("he|his|him", "they, their, them"),
          word("[Ff]ormer", "previous"),
          word("asked for", "requested"),
          word("(is|was|are|were) seen to", "verified"),
          word("put down to", "attributed to"));

  /** Files that name {@code definitions}, a category of checks, without the marks of code. */
  private static final List<String> NOT_CLEAN = List.of("docs/goals.md", "maven/VerifyMojo.java");

  @Test
  void mainSourcesAndPagesUseTheFieldsWords() throws IOException {
    var found = new ArrayList<String>();
    for (var file : files()) {
      var name = PROJECT.relativize(file).toString().replace('\\', '/');
      if (NOT_CLEAN.stream().noneMatch(name::contains)) {
        found.addAll(findings(name, Files.readAllLines(file)));
      }
    }
    assertThat(found).isEmpty();
  }

  /** An entry that holds back nothing hides the next such word. */
  @Test
  void eachExceptionIsStillNeeded() throws IOException {
    var files = files();
    var unneeded = new ArrayList<String>();
    for (var area : NOT_CLEAN) {
      var needed = false;
      for (var file : files) {
        var name = PROJECT.relativize(file).toString().replace('\\', '/');
        needed |= name.contains(area) && !findings(name, Files.readAllLines(file)).isEmpty();
      }
      if (!needed) {
        unneeded.add(area);
      }
    }
    assertThat(unneeded).as("clean, so remove it from NOT_CLEAN").isEmpty();
  }

  @Test
  void aFindingNamesFileLineAndBetterWord() {
    assertThat(findings("docs/a.md", List.of("All is well.", "Mend it; the roll-back failed.")))
        .containsExactly(
            "docs/a.md:2: \"Mend\"; write fix or repair",
            "docs/a.md:2: \"roll-back\"; write rollback");
  }

  @Test
  void partsOfWordsAndCodesAreNoFindings() {
    assertThat(findings("a", List.of("amend", "the hero", "recommended", "operator-rights")))
        .isEmpty();
  }

  private static List<String> findings(String file, List<String> lines) {
    var found = new ArrayList<String>();
    for (int i = 0; i < lines.size(); i++) {
      for (var word : WORDS) {
        var match = word.pattern.matcher(lines.get(i));
        if (match.find()) {
          found.add("%s:%d: \"%s\"; write %s".formatted(file, i + 1, match.group(), word.better));
        }
      }
    }
    return found;
  }

  private static List<Path> files() throws IOException {
    var files = new ArrayList<Path>();
    for (var page : List.of("README.md", "SECURITY.md", "CONTRIBUTING.md", "CHANGELOG.md")) {
      files.add(PROJECT.resolve(page));
    }
    try (var pages = Files.list(PROJECT.resolve("docs"))) {
      pages.filter(page -> page.toString().endsWith(".md")).forEach(files::add);
    }
    for (var module : List.of("percona-pg-core", "percona-pg-junit", "percona-pg-maven-plugin")) {
      try (Stream<Path> sources = Files.walk(PROJECT.resolve(module).resolve("src/main/java"))) {
        sources.filter(source -> source.toString().endsWith(".java")).forEach(files::add);
      }
    }
    assertThat(files).hasSizeGreaterThan(100);
    return files.stream().sorted().toList();
  }

  private static Word word(String pattern, String better) {
    return new Word(Pattern.compile("(?<![\\w`-])(" + pattern + ")(?![\\w`-])"), better);
  }

  private record Word(Pattern pattern, String better) {}
}
