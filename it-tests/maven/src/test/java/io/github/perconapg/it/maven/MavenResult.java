package io.github.perconapg.it.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How a Maven process ended.
 *
 * @param exitCode 0 for success
 * @param text the command and all output, a character for each byte
 * @param arguments the arguments and environments of all processes that were seen below it
 */
record MavenResult(int exitCode, String text, Set<String> arguments) {

  private static final Pattern STACK_TRACE =
      Pattern.compile("^(\\s+at \\S+\\(|Caused by: )", Pattern.MULTILINE);

  /** What Maven printed, without the resets of colour that it ends with. */
  String output() {
    return text.substring(text.indexOf('\n') + 1).replaceAll("\u001b\\[0?m", "");
  }

  /** The lines of output. */
  List<String> lines() {
    return output().lines().toList();
  }

  /** Checks that it went well, and that nothing in it looks like a defect. */
  MavenResult succeeded() {
    assertThat(exitCode).as(text).isZero();
    return explained();
  }

  /** Checks that it failed with words for a user. */
  MavenResult failed() {
    assertThat(exitCode).as(text).isEqualTo(1);
    assertThat(text).contains("BUILD FAILURE").contains("What to do: ");
    return explained();
  }

  private MavenResult explained() {
    assertThat(text).doesNotContainPattern(STACK_TRACE).doesNotContain("A defect of percona-pg");
    return this;
  }
}
