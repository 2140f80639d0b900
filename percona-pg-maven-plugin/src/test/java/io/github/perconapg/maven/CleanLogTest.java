package io.github.perconapg.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.perconapg.internal.outlet.Outlet;
import io.github.perconapg.internal.outlet.Redactor;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a goal hands to Maven's log is one line without secrets and control characters. */
class CleanLogTest {

  private static final String HOSTILE = "canary-5ecret\u001b[2J\r\n[INFO] BUILD SUCCESS ##vso[x]";
  private static final String CLEAN = "(masked)\\u001b[2J\\r\\n[INFO] BUILD SUCCESS #\\#vso[x]";

  private final List<String> printed = new ArrayList<>();
  private final Redactor redactor = new Redactor();
  private final Log log = new CleanLog(new Kept(printed), new Outlet(redactor));

  @BeforeEach
  void learn() {
    redactor.learn("canary-5ecret");
  }

  @ParameterizedTest
  @MethodSource("levels")
  void everyLevelIsClean(BiConsumer<Log, String> text, BiConsumer<Log, Throwable> error) {
    text.accept(log, HOSTILE);
    error.accept(log, new IllegalStateException("outer", new IOException(HOSTILE)));
    assertThat(printed).first().isEqualTo(CLEAN);
    assertThat(printed).hasSizeGreaterThan(1);
    assertThat(String.join("", printed)).contains(CLEAN).doesNotContain("canary", "\u001b");
  }

  static Stream<Object[]> levels() {
    return Stream.of(
        level(Log::debug, (log, error) -> log.debug(error)),
        level(Log::info, (log, error) -> log.info(error)),
        level(Log::warn, (log, error) -> log.warn(error)),
        level(Log::error, (log, error) -> log.error(error)),
        level(Log::debug, (log, error) -> log.debug("m", error)),
        level(Log::info, (log, error) -> log.info("m", error)),
        level(Log::warn, (log, error) -> log.warn("m", error)),
        level(Log::error, (log, error) -> log.error("m", error)));
  }

  @Test
  void theColoursOfAGoalStay() {
    log.info("  \u001b[1;32m[+] Deployment\u001b[m: create");
    assertThat(printed).containsExactly("  \u001b[1;32m[+] Deployment\u001b[m: create");
  }

  private static Object[] level(BiConsumer<Log, String> text, BiConsumer<Log, Throwable> error) {
    return new Object[] {text, error};
  }

  /** Prints errors as Maven does: with all their causes. */
  private static final class Kept extends SystemStreamLog {

    private final List<String> printed;

    Kept(List<String> printed) {
      this.printed = printed;
    }

    @Override
    public void debug(CharSequence content) {
      printed.add(content.toString());
    }

    @Override
    public void debug(Throwable error) {
      var text = new StringWriter();
      error.printStackTrace(new PrintWriter(text));
      printed.add(text.toString());
    }

    @Override
    public void debug(CharSequence content, Throwable error) {
      debug(content);
      debug(error);
    }

    @Override
    public void info(CharSequence content) {
      debug(content);
    }

    @Override
    public void info(Throwable error) {
      debug(error);
    }

    @Override
    public void info(CharSequence content, Throwable error) {
      debug(content, error);
    }

    @Override
    public void warn(CharSequence content) {
      debug(content);
    }

    @Override
    public void warn(Throwable error) {
      debug(error);
    }

    @Override
    public void warn(CharSequence content, Throwable error) {
      debug(content, error);
    }

    @Override
    public void error(CharSequence content) {
      debug(content);
    }

    @Override
    public void error(Throwable error) {
      debug(error);
    }

    @Override
    public void error(CharSequence content, Throwable error) {
      debug(content, error);
    }
  }
}
