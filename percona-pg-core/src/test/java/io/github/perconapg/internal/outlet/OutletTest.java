package io.github.perconapg.internal.outlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.perconapg.event.Event;
import io.github.perconapg.model.Check;
import io.github.perconapg.model.CheckResult;
import io.github.perconapg.model.DeployResult;
import io.github.perconapg.model.DestroyResult;
import io.github.perconapg.model.FieldChange;
import io.github.perconapg.model.Outputs;
import io.github.perconapg.model.Revision;
import io.github.perconapg.model.Step;
import io.github.perconapg.model.VerifyReport;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OutletTest {

  /** A secret, what moves a cursor, what forges a line, and what commands a CI server. */
  private static final String HOSTILE = "canary-5ecret \u001b[2J\r##[error]";

  private static final String CLEAN = "(masked) \\u001b[2J\\r#\\#[error]";

  private static final Duration SOON = Duration.ofSeconds(1);

  private final Redactor redactor = new Redactor();
  private final Outlet outlet = new Outlet(redactor);

  @BeforeEach
  void learn() {
    redactor.learnValues(Map.of("password", "canary-5ecret", "pin", 42));
  }

  @Test
  void anExceptionIsCleanInItsProblemsAndInEveryCause() {
    var cause = new IllegalStateException("outer", new IOException("invalid: " + HOSTILE));
    cause.addSuppressed(new IOException(HOSTILE));
    var problem =
        Problem.of(ProblemCode.HELM_FAILED, "sum " + HOSTILE, "do " + HOSTILE)
            .facts(List.of("first\n::set-output name=x::" + HOSTILE))
            .evidence(Path.of("evidence"));

    var clean = outlet.exception(problem.asException(cause));

    assertThat(clean.problem())
        .isEqualTo(
            Problem.of(ProblemCode.HELM_FAILED, "sum " + CLEAN, "do " + CLEAN)
                .facts(List.of("first\n\\::set-output name=x::" + CLEAN))
                .evidence(Path.of("evidence")));
    assertThat(trace(clean))
        .doesNotContain("canary", "\u001b", "\r")
        .contains("java.io.IOException: invalid: " + CLEAN)
        .contains("java.lang.IllegalStateException: outer");
  }

  @Test
  void anExceptionWithNothingToCleanStaysTheSame() {
    var failure =
        Problem.of(ProblemCode.HELM_FAILED, "Helm failed", "Look.")
            .asException(new IOException("closed"));
    assertThat(outlet.thrown(failure)).isSameAs(failure);
    assertThatThrownBy(() -> outlet.guard(() -> fail(new IllegalStateException("a defect"))))
        .isExactlyInstanceOf(IllegalStateException.class)
        .hasMessage("a defect");
  }

  @Test
  void whatADefectThrowsIsClean() {
    var defect = new IllegalArgumentException("invalid header value: \"Bearer canary-5ecret\"");
    assertThatThrownBy(() -> outlet.guard(() -> fail(defect)))
        .satisfies(thrown -> assertThat(trace(thrown)).doesNotContain("canary"))
        .hasMessageContaining("IllegalArgumentException: invalid header value");
  }

  @Test
  void causesThatGoInACircleCometoAnEnd() {
    var first = new IllegalStateException("first " + HOSTILE);
    first.initCause(new IOException("second", first));
    assertThat(trace(outlet.thrown(first))).doesNotContain("canary");
  }

  @ParameterizedTest
  @MethodSource("events")
  void everyTextOfAnEventIsClean(Event event) {
    var told = new ArrayList<Event>();
    outlet.listener(told::add).on(event);
    assertThat(told).hasSize(1).first().hasSameClassAs(event);
    assertThat(told.get(0).toString()).contains(CLEAN).doesNotContain("canary", "\u001b", "\r");
  }

  static Stream<Event> events() {
    return Stream.of(
        new Event.TargetResolved(HOSTILE, HOSTILE, HOSTILE),
        new Event.Planned(List.of(HOSTILE)),
        new Event.StepStarted("step", HOSTILE),
        new Event.Waiting("step", List.of(HOSTILE), SOON, SOON),
        new Event.StepFinished(new Step("step", HOSTILE, SOON)),
        new Event.LeaseReleased(HOSTILE, HOSTILE),
        new Event.Warned(HOSTILE),
        new Event.RequestSent("GET", HOSTILE, 200, SOON));
  }

  @Test
  void everyKindOfEventIsKnown() {
    var known = events().map(Object::getClass).toList();
    assertThat(Event.class.getPermittedSubclasses())
        .filteredOn(kind -> kind != Event.EvidenceKept.class) // a path of the caller's own
        .allMatch(known::contains);
  }

  @Test
  void aSecretRenderedIntoAnyFieldIsMaskedBeforeAndAfter() {
    assertThat(field("old-and-forgotten", "canary-5ecret"))
        .isEqualTo("env[C1]: (masked) -> (masked)");
    assertThat(field(null, "42")).isEqualTo("env[C1]: (none) -> (masked)");
    assertThat(field("a", "jdbc:canary-5ecret@x")).isEqualTo("env[C1]: a -> jdbc:(masked)@x");
    assertThat(field("one\ntwo", "1")).isEqualTo("env[C1]: one\\ntwo -> 1");
  }

  @Test
  void resultsReportsAndHistoriesAreClean() {
    var outputs = new Outputs("ns", "release", 1, "2.7.0", "2.7.0", "deployment");
    var steps = List.of(new Step("step", HOSTILE, SOON));
    var results =
        List.of(
            outlet.result(new DeployResult.Installed(outputs, steps, List.of(HOSTILE))),
            outlet.result(new DeployResult.Upgraded(outputs, steps, List.of(HOSTILE))),
            outlet.result(new DeployResult.RolledBack(outputs, 1, steps, List.of(HOSTILE))),
            outlet.result(new DeployResult.Unchanged(outputs, steps, List.of(HOSTILE))),
            outlet.result(new DestroyResult.Destroyed(steps, List.of(HOSTILE))),
            outlet.result(new DestroyResult.Absent(List.of(HOSTILE))),
            outlet.report(new VerifyReport(List.of(check()))),
            outlet.history(List.of(revision())));
    for (var result : results) {
      assertThat(result.toString()).contains(CLEAN).doesNotContain("canary", "\u001b", "\r");
    }
  }

  private static CheckResult check() {
    return new CheckResult(
        Check.LEASE_HELD, CheckResult.Outcome.FAILED, HOSTILE, List.of(HOSTILE), HOSTILE, SOON);
  }

  private static Revision revision() {
    var values = List.of(new FieldChange("a", HOSTILE, null));
    return new Revision(
        1, HOSTILE, HOSTILE, HOSTILE, HOSTILE, true, true, values, "failed: " + HOSTILE);
  }

  private String field(@Nullable String before, @Nullable String after) {
    return outlet.field(new FieldChange("env[C1]", before, after)).shown();
  }

  private static String fail(RuntimeException thrown) {
    throw thrown;
  }

  private static String trace(Throwable thrown) {
    var text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString().replace(System.lineSeparator(), "\n");
  }
}
