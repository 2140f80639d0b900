package io.github.perconapg.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LockHolderTest {

  private static final LockHolder SELF = holder("ci-1", "boot-1", "pid:[1]", 1);

  private long gone;

  @BeforeEach
  void aProcessThatIsGone() throws Exception {
    var process = new ProcessBuilder("true").start();
    process.waitFor();
    gone = process.pid();
  }

  @Test
  void aProcessOfThisBootAndNamespaceThatIsNotThereIsGone() {
    assertThat(seesGone(SELF, holder("ci-1", "boot-1", "pid:[1]", gone))).isTrue();
  }

  @Test
  void aProcessThatIsThereIsNot() {
    var self = LockHolder.thisProcess();
    assertThat(seesGone(self, self)).isFalse();
  }

  @Test
  void aProcessWhoseStartIsToldOtherwiseByNowIsAlive() {
    var self = LockHolder.thisProcess();
    var before =
        new LockHolder(self.host(), self.boot(), self.pidNamespace(), self.pid(), 1, "run");
    assertThat(seesGone(self, before)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ci-2/boot-1/pid:[1]", "ci-1/boot-2/pid:[1]", "ci-1/boot-1/pid:[2]"})
  void aHolderOfAnotherHostBootOrPidNamespaceCountsAsAlive(String elsewhere) {
    assertThat(SELF.seesGone(heldBy(elsewhere + "/" + gone + "/1/run"))).isFalse();
  }

  /** Two machines without a name, without /proc, or with an earlier version. */
  @ParameterizedTest
  @CsvSource({"-, boot-1, pid:[1]", "ci-1, -, pid:[1]", "ci-1, boot-1, -"})
  void whatIsUnknownNeverEquals(String host, String boot, String pidNamespace) {
    var self = holder(host, boot, pidNamespace, 1);
    assertThat(seesGone(self, holder(host, boot, pidNamespace, gone))).isFalse();
  }

  @Test
  void anIdentityOfAnEarlierBuildCountsAsAliveAndIsStillNamed() {
    var lease = heldBy("ci-1/" + gone + "/1/run");
    assertThat(SELF.seesGone(lease)).isFalse();
    assertThat(LockHolder.shown(lease)).isEqualTo("process " + gone + " on ci-1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "somebody", "a/b/c/d", "a/b/c/d/e/f", "a/b/c/1/2/3/4"})
  void whatSomethingElseWroteCountsAsAlive(String identity) {
    assertThat(SELF.seesGone(heldBy(identity))).isFalse();
    assertThat(LockHolder.shown(heldBy(identity))).isEqualTo("held by " + identity);
  }

  private static boolean seesGone(LockHolder self, LockHolder other) {
    return self.seesGone(heldBy(other.identity()));
  }

  private static LockHolder holder(String host, String boot, String pidNamespace, long pid) {
    return new LockHolder(host, boot, pidNamespace, pid, 1, "run");
  }

  private static Map<String, Object> heldBy(String identity) {
    return Map.of("spec", Map.of("holderIdentity", identity));
  }
}
