package io.github.perconapg.internal.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.perconapg.internal.helm.ReleaseRecord;
import io.github.perconapg.internal.helm.ReleaseRecord.SecretIdentity;
import io.github.perconapg.internal.helm.ReleaseStatus;
import io.github.perconapg.internal.helm.RenderedObjects;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WatchedNamespacesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{name: WATCH_NAMESPACE, value: 'a, b'} | a, b",
        "{name: WATCH_NAMESPACE, value: 'pgo,b'} | pgo, b",
        "{name: WATCH_NAMESPACE, value: ''} | all namespaces",
        "{name: WATCH_NAMESPACE, valueFrom: {fieldRef: {fieldPath: metadata.namespace}}} | pgo",
        "{name: OTHER, value: x} | pgo"
      })
  void areThoseThatTheRenderedVariablesName(String variable, String watched) {
    var objects =
        RenderedObjects.of(
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: op}
            spec: {template: {spec: {containers: [{name: operator, env: [%s]}]}}}
            """
                .formatted(variable),
            "pgo");
    assertThat(WatchedNamespaces.shown(WatchedNamespaces.of(objects, "pgo"))).isEqualTo(watched);
  }

  @Test
  void aRevisionThatDidNotComeToItsEndCountsBesideTheOneBefore() {
    assertThat(
            WatchedNamespaces.of(
                List.of(
                    watching(2, ReleaseStatus.PENDING_UPGRADE, "shop"),
                    watching(1, ReleaseStatus.DEPLOYED, "crm"))))
        .containsExactlyInAnyOrder("pgo", "shop", "crm");
  }

  @Test
  void aReplacedOneCountsNoMoreThoughHelmCouldNotRecordThat() {
    assertThat(
            WatchedNamespaces.of(
                List.of(
                    watching(2, ReleaseStatus.DEPLOYED, "shop"),
                    watching(1, ReleaseStatus.DEPLOYED, ""))))
        .containsExactlyInAnyOrder("pgo", "shop");
  }

  private static ReleaseRecord watching(int revision, ReleaseStatus status, String namespace) {
    return new ReleaseRecord(
        "pg-operator",
        "pgo",
        revision,
        status,
        "",
        "",
        "pg-operator",
        "2.7.0",
        "2.7.0",
        "cafe",
        null,
        Map.of(),
        null,
        Map.of(),
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: x}
        spec: {template: {spec: {containers: [{env: [{name: WATCH_NAMESPACE, value: "%s"}]}]}}}
        """
            .formatted(namespace),
        "",
        new SecretIdentity("s" + revision, "u" + revision, "1"),
        null);
  }
}
