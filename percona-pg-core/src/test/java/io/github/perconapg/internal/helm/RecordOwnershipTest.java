package io.github.perconapg.internal.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Descriptions and status as Helm 3.21 writes them. */
class RecordOwnershipTest {

  private static final Map<String, String> ANNOTATED = Map.of(RecordOwnership.ANNOTATION, "f1");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1 | PENDING_INSTALL | Initial install underway
          2 | PENDING_UPGRADE | Preparing upgrade
          1 | DEPLOYED | percona-pg f1
          2 | SUPERSEDED | percona-pg f1
          1 | FAILED | Release "pg-operator" failed: 1 error occurred
          1 | SUPERSEDED | Release "pg-operator" failed: 1 error occurred
          2 | FAILED | Upgrade "pg-operator" failed: 1 error occurred
          2 | SUPERSEDED | Upgrade "pg-operator" failed: 1 error occurred
          2 | UNINSTALLING | Deletion in progress (or silently failed)
          2 | UNINSTALLED | Uninstallation complete
          """)
  void countsWhatThisToolWrote(int revision, ReleaseStatus status, String description) {
    assertThat(RecordOwnership.fingerprint(ANNOTATED, "pg-operator", revision, status, description))
        .isEqualTo("f1");
    assertThat(RecordOwnership.fingerprint(Map.of(), "pg-operator", revision, status, description))
        .as("the same from somebody else's chart")
        .isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          3 | DEPLOYED | Rollback to 1
          3 | SUPERSEDED | Rollback to 1
          3 | PENDING_ROLLBACK | Rollback to 1
          3 | FAILED | Rollback "pg-operator" failed: 1 error occurred
          3 | FAILED | Release "pg-operator" failed: timed out waiting for the condition
          1 | DEPLOYED | Install complete
          2 | DEPLOYED | Upgrade complete
          2 | DEPLOYED | percona-pg f2
          2 | UNKNOWN | percona-pg f1
          """)
  void doesNotCountWhatSomebodyElseMadeOfOurChart(
      int revision, ReleaseStatus status, String description) {
    assertThat(RecordOwnership.fingerprint(ANNOTATED, "pg-operator", revision, status, description))
        .isNull();
  }

  @Test
  void knowsItsOwnDescription() {
    assertThat(RecordOwnership.description("f1")).isEqualTo("percona-pg f1");
  }
}
