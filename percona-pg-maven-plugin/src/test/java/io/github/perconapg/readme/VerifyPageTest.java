package io.github.perconapg.readme;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.perconapg.model.Check;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class VerifyPageTest {

  @Test
  void thePageHasEveryCheckInItsOrderAndNoOther() throws IOException {
    var page = Files.readString(Path.of("..").resolve(Check.PAGE));
    var headings =
        page.lines().filter(line -> line.startsWith("### ")).map(line -> line.substring(4));
    assertThat(headings)
        .containsExactlyElementsOf(Arrays.stream(Check.values()).map(Check::id).toList());
    for (var check : Check.values()) {
      assertThat(page).contains("### " + check.id() + "\n\nPasses when " + check.passesWhen());
    }
  }
}
