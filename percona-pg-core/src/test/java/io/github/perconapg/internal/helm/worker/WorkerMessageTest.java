package io.github.perconapg.internal.helm.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkerMessageTest {

  @Test
  void survivesTheWayOnOneLineOfAscii() {
    var fields = new LinkedHashMap<String, String>();
    fields.put("a b", "x=1&y=2\nnext\r\u0000 größer 世界 %41+");
    fields.put("empty", "");
    var line = new WorkerMessage(fields).encode();
    assertThat(line).matches("\\p{ASCII}*").doesNotContain("\n").doesNotContain("\r");
    assertThat(WorkerMessage.decode(line).fields()).containsExactlyEntriesOf(fields);
  }

  @Test
  void refusesALineThatIsNoMessage() {
    assertThatThrownBy(() -> WorkerMessage.decode("Picked up a tool"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void tellsAnEmptyFieldFromAnAbsentOne() {
    var message = new WorkerMessage(Map.of("a", ""));
    assertThat(message.has("a")).isTrue();
    assertThat(message.has("b")).isFalse();
    assertThat(message.get("b")).isEmpty();
  }
}
