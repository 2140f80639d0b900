package io.github.perconapg.internal.readiness;

import static io.github.perconapg.internal.readiness.SampleOperator.OPERATOR;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PodList;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.github.perconapg.internal.diagnosis.Snapshot;
import io.github.perconapg.internal.kubernetes.ApiRequests;
import io.github.perconapg.internal.kubernetes.FakeApiServer;
import io.github.perconapg.internal.operator.OperatorTarget;
import io.github.perconapg.model.Readiness;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Holds the rules on maps ({@link ProvenOperator}) equal to those on the client library's models
 * ({@link ReadinessRules}), over the same documents.
 */
@Timeout(20)
class ReadinessAgreementTest {

  /** One that hides its start-up lines, because a proven operator's log is not read again. */
  private static final OperatorTarget QUIET =
      new OperatorTarget(
          OPERATOR.namespace(),
          OPERATOR.deployment(),
          OPERATOR.selector(),
          OPERATOR.container(),
          "image",
          "ERROR",
          OPERATOR.lease(),
          OPERATOR.version(),
          List.of());

  private static final String RUNS = "running:{startedAt:2026-11-22T10:00:00Z}";
  private static final String READY = "type:Ready,status:True";

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          available                | replicas:1 | observedGeneration:7,updatedReplicas:1,availableReplicas:1 | true
          replicas by default      |            | observedGeneration:7,updatedReplicas:1,availableReplicas:1 | true
          more available than told | replicas:1 | observedGeneration:7,updatedReplicas:2,availableReplicas:2 | true
          seen at a later one      | replicas:1 | observedGeneration:8,updatedReplicas:1,availableReplicas:1 | true
          paused                   | replicas:0 | observedGeneration:7                                       | false
          without a status         | replicas:1 |                                                            | false
          generation behind        | replicas:1 | observedGeneration:6,updatedReplicas:1,availableReplicas:1 | false
          never observed           | replicas:1 | updatedReplicas:1,availableReplicas:1                      | false
          none updated             | replicas:1 | observedGeneration:7,availableReplicas:1                   | false
          none available           | replicas:1 | observedGeneration:7,updatedReplicas:1                     | false
          one of two available     | replicas:2 | observedGeneration:7,updatedReplicas:2,availableReplicas:1 | false
          one of two updated       | replicas:2 | observedGeneration:7,updatedReplicas:1,availableReplicas:2 | false
          """)
  void deployments(String name, @Nullable String spec, @Nullable String status, boolean ready)
      throws IOException {
    agree(
        deployment(spec, status),
        pod("", RUNS, READY),
        lease("pg-operator-abc_1", "10:00:01"),
        ready);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          runs and is ready     |                                        | running:{startedAt:2026-11-22T10:00:00Z} | type:Ready,status:True       | true
          runs, not ready       |                                        | running:{startedAt:2026-11-22T10:00:00Z} | type:Ready,status:False      | false
          readiness unknown     |                                        | running:{startedAt:2026-11-22T10:00:00Z} | type:Ready,status:Unknown    | false
          another condition     |                                        | running:{startedAt:2026-11-22T10:00:00Z} | type:Initialized,status:True | false
          waits                 |                                        | waiting:{reason:CrashLoopBackOff}        | type:Ready,status:False      | false
          ended                 |                                        | terminated:{exitCode:1}                  | type:Ready,status:False      | false
          restarted since       |                                        | running:{startedAt:2026-11-22T10:00:09Z} | type:Ready,status:True       | false
          terminating           | deletionTimestamp:2026-11-22T10:00:00Z | running:{startedAt:2026-11-22T10:00:00Z} | type:Ready,status:True       | false
          """)
  void pods(String name, @Nullable String metadata, String state, String condition, boolean ready)
      throws IOException {
    agree(
        available(),
        pod(metadata, state, condition),
        lease("pg-operator-abc_1", "10:00:01"),
        ready);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          held and renewed             | pg-operator-abc_1   | 10:00:01 | true
          renewed as it started        | pg-operator-abc_1   | 10:00:00 | true
          held under the bare name     | pg-operator-abc     | 10:00:01 | true
          renewed by the previous run  | pg-operator-abc_1   | 09:59:59 | false
          held by another pod          | pg-operator-xyz_1   | 10:00:01 | false
          held by one of a longer name | pg-operator-abcd_1  | 10:00:01 | false
          released                     | ''                  | 10:00:01 | false
          """)
  void leases(String name, String holder, String renewed, boolean ready) throws IOException {
    agree(available(), pod("", RUNS, READY), lease(holder, renewed), ready);
  }

  private static void agree(String deployment, String pods, String lease, boolean ready)
      throws IOException {
    try (var server = new FakeApiServer();
        var client =
            new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(Config.empty()).withMasterUrl(server.url()).build())
                .build()) {
      server.answer(200, deployment).answer(200, pods).answer(200, lease);
      var api = new ApiRequests(client.getHttpClient(), server.url());
      var onMaps = ProvenOperator.look(api, QUIET, Readiness.WORKING).missing();
      var types = client.getKubernetesSerialization();
      var seen =
          new Snapshot(
              types.unmarshal(deployment, Deployment.class),
              types.unmarshal(pods, PodList.class).getItems(),
              types.unmarshal(lease, Lease.class),
              true,
              List.of(),
              Map.of());
      var onModels = ReadinessRules.judge(QUIET, Readiness.WORKING, seen).missing();
      assertThat(onMaps.isEmpty()).as("on maps: %s", onMaps).isEqualTo(ready);
      assertThat(onModels.isEmpty()).as("on models: %s", onModels).isEqualTo(ready);
    }
  }

  private static String available() {
    return deployment("replicas:1", "observedGeneration:7,updatedReplicas:1,availableReplicas:1");
  }

  private static String deployment(@Nullable String spec, @Nullable String status) {
    return "{%s,\"metadata\":{\"generation\":7},\"spec\":{%s}%s}"
        .formatted(
            "\"apiVersion\":\"apps/v1\",\"kind\":\"Deployment\"",
            json(spec),
            status == null ? "" : ",\"status\":{" + json(status) + "}");
  }

  private static String pod(@Nullable String metadata, String state, String condition) {
    return """
    {"apiVersion":"v1","kind":"PodList","items":[{"metadata":{"name":"pg-operator-abc","uid":"u"%s},
     "status":{"conditions":[{%s}],
     "containerStatuses":[{"name":"operator","restartCount":0,"state":{%s}}]}}]}\
    """
        .formatted(
            json(metadata).isEmpty() ? "" : "," + json(metadata), json(condition), json(state));
  }

  private static String lease(String holder, String renewed) {
    return """
    {"apiVersion":"coordination.k8s.io/v1","kind":"Lease",
     "spec":{"holderIdentity":"%s","renewTime":"2026-11-22T%s.000000Z"}}\
    """
        .formatted(holder, renewed);
  }

  /** Quotes the names and texts of a table's cell, which has none for the reader's sake. */
  private static String json(@Nullable String cell) {
    return cell == null
        ? ""
        : cell.replaceAll("([A-Za-z]+):", "\"$1\":")
            .replaceAll("\":([A-Za-z]+|2026[0-9T:-]+Z)", "\":\"$1\"");
  }
}
