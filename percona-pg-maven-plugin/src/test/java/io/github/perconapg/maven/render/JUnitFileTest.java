package io.github.perconapg.maven.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.perconapg.model.Check;
import io.github.perconapg.model.CheckResult;
import io.github.perconapg.model.CheckResult.Outcome;
import io.github.perconapg.model.VerifyReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JUnitFileTest {

  @TempDir Path folder;

  @Test
  void aTestCaseACheck() throws Exception {
    write(
        result(Check.IMAGE, Outcome.PASSED, "as it should be", null),
        result(Check.LEASE_HELD, Outcome.FAILED, "nobody leads", "wait & see"),
        result(Check.LOG_ERRORS, Outcome.UNKNOWN, "may not be read", "grant it"));

    assertThat(Files.readString(folder.resolve(JUnitFile.NAME)))
        .isEqualTo(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuite name="percona-pg.verify" tests="3" failures="1" errors="0" skipped="1" time="4.500">
              <testcase name="image" classname="percona-pg.verify.workload" time="1.500"></testcase>
              <testcase name="lease-held" classname="percona-pg.verify.operator" time="1.500"><failure message="nobody leads">seen
            What to do: wait &amp; see
            See docs/verify.md#lease-held</failure></testcase>
              <testcase name="log-errors" classname="percona-pg.verify.operator" time="1.500"><skipped message="may not be read"/></testcase>
            </testsuite>""");
  }

  @Test
  void itIsXmlWhateverALogHolds() throws Exception {
    write(result(Check.LOG_ERRORS, Outcome.FAILED, "\u001b[31m\u0000]]> \uD83D\uDC18", null));
    var parsed =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(folder.resolve(JUnitFile.NAME).toFile());
    assertThat(
            parsed
                .getElementsByTagName("failure")
                .item(0)
                .getAttributes()
                .getNamedItem("message")
                .getNodeValue())
        .isEqualTo("?[31m?]]> \uD83D\uDC18");
  }

  private void write(CheckResult... results) throws Exception {
    JUnitFile.write(folder, new VerifyReport(List.of(results)));
  }

  private static CheckResult result(
      Check check, Outcome outcome, String summary, @Nullable String remedy) {
    return new CheckResult(
        check, outcome, summary, List.of("seen"), remedy, Duration.ofMillis(1500));
  }
}
