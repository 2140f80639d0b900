package io.github.perconapg.internal.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorWordsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2026-11-22T10:00:01.123Z ERROR setup WATCH_NAMESPACE must be set | setup WATCH_NAMESPACE must be set
          {"level":"error","ts":"2026-11-22T10:00:01Z","msg":"Failed to watch","error":"pods is forbidden"} | pods is forbidden
          {"level":"error","ts":"2026-11-22T10:00:01Z","msg":"no more"} | no more
          ERROR Failed {"type": "*v1.Pod", "error": "User \\"o\\" cannot list"} | User "o" cannot list
          E1122 10:00:01.1 1 reflector.go:158] "Unhandled Error" err="leases is forbidden" logger="x" | leases is forbidden
          panic: unknown feature gate: Nope | panic: unknown feature gate: Nope
          """)
  void anErrorIsItsWordsWithoutWhenAndWhere(String line, String words) {
    assertThat(ErrorWords.of(line)).isEqualTo(words);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dial tcp 10.0.0.1:443: connect: connection refused",
        "panic: leader election lost",
        "Get https://10.0.0.1/api: net/http: TLS handshake timeout",
        "context deadline exceeded"
      })
  void whatIsOfTheWayMayPass(String words) {
    assertThat(ErrorWords.mayPass(words)).isTrue();
    assertThat(ErrorWords.mayPass("panic: unknown feature gate: Nope")).isFalse();
  }
}
