package io.github.perconapg.readme;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.perconapg.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page of all problems is made from the catalogue, so that each message's link leads there. */
class ProblemPageTest {

  private static final Path PAGE = Path.of("..", ProblemCode.PAGE);
  private static final String WRITE = "percona-pg.page.write";

  @Test
  void thePageIsTheCatalogue() throws IOException {
    if (Boolean.getBoolean(WRITE)) {
      Files.writeString(PAGE, page());
    }
    assertThat(PAGE)
        .as("make it anew: mvn -pl percona-pg-maven-plugin -am test -D%s=true", WRITE)
        .content()
        .isEqualTo(page());
  }

  private static String page() {
    var text =
        new StringBuilder(
            """
            # Problems

            Every problem that percona-pg reports has one of these codes, in brackets after its first sentence. The message itself says what was seen, where, and what to do; this page says what a code means in general. It is made from the catalogue in `ProblemCode`.
            """);
    for (var code : ProblemCode.values()) {
      text.append("\n## ").append(code.id()).append("\n\n");
      text.append(code.title()).append(".\n\n");
      text.append("What to do: ").append(code.advice()).append('\n');
    }
    return text.toString();
  }
}
