package io.github.perconapg.internal.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class StartupLogTest {

  private static final String STAMP = "2026-11-22T10:00:01.5Z ";
  private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

  private final StartupLog log = new StartupLog();

  @Test
  void findsControllersInTextLines() {
    log.accept(
        STAMP
            + "2026-11-22T10:00:01.500Z\tINFO\tStarting workers\t{\"controller\": \"pgadmin\","
            + " \"worker count\": 1}");
    assertThat(log.workers()).containsExactly("pgadmin");
  }

  @Test
  void findsControllersInJsonLines() {
    log.accept(
        STAMP + "{\"level\":\"info\",\"msg\":\"Starting workers\",\"controller\":\"pgupgrade\"}");
    assertThat(log.workers()).containsExactly("pgupgrade");
  }

  @Test
  void keepsTheLastFiveErrors() {
    for (int i = 0; i < 9; i++) {
      log.accept(STAMP + "2026\tERROR\tnumber " + i);
    }
    assertThat(log.errors()).hasSize(5).last().asString().endsWith("number 8");
    assertThat(log.errorCount()).isEqualTo(9);
  }

  @Test
  void doesNotCountFailedTelemetryAsAnError() {
    log.accept(STAMP + "ERROR\tensure version\t{\"error\": \"failed to send telemetry\"}");
    assertThat(log.errors()).isEmpty();
  }

  @Test
  void keepsAPanic() {
    log.accept(STAMP + "panic: leader election lost");
    assertThat(log.errors()).containsExactly("panic: leader election lost");
  }

  @Test
  void keepsWhatIsNoLineOfTheOperatorsOwn() {
    log.accept(STAMP + "exec /usr/local/bin/postgres-operator: exec format error");
    log.accept(STAMP + "E1126 10:00:00.000000 1 reflector.go:158] pods is forbidden");
    assertThat(log.errors()).hasSize(2);
  }

  @Test
  void knowsWhenTheBeginningWasRotatedAway() {
    log.accept("2026-11-22T11:00:00Z later");
    assertThat(log.reachesBackTo(START)).isFalse();
  }

  @Test
  void reachesBackWhenItsFirstLineIsFromTheStart() {
    log.accept(STAMP + "Manager starting up");
    log.accept("2026-11-22T23:00:00Z much later");
    assertThat(log.reachesBackTo(START)).isTrue();
  }

  @Test
  void tellsNothingWhenItCannotBeRead() {
    log.unreadable();
    assertThat(log.reachesBackTo(START)).isFalse();
  }
}
