package io.github.perconapg.internal.readiness;

import static io.github.perconapg.internal.readiness.SampleOperator.OPERATOR;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.github.perconapg.internal.kubernetes.ApiRequests;
import io.github.perconapg.internal.kubernetes.FakeApiServer;
import io.github.perconapg.model.Readiness;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ProvenOperatorTest {

  private final FakeApiServer server;
  private final KubernetesClient client;

  ProvenOperatorTest() throws IOException {
    server = new FakeApiServer();
    client =
        new KubernetesClientBuilder()
            .withConfig(new ConfigBuilder(Config.empty()).withMasterUrl(server.url()).build())
            .build();
  }

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  @Test
  void oneThatIsAvailableTakesOneQuestion() {
    server.answer(200, deployment(1, 7, 7, 1));
    assertThat(look(Readiness.AVAILABLE).missing()).isEmpty();
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void oneThatLeadsTakesThree() {
    server
        .answer(200, deployment(1, 7, 7, 1))
        .answer(200, pods("True"))
        .answer(200, lease("pg-operator-abc_1234", "2026-11-22T10:00:00.500000Z"));
    assertThat(look(Readiness.WORKING).missing()).isEmpty();
    assertThat(server.requests()).hasSize(3);
  }

  @Test
  void oneThatIsPausedDoesNotWork() {
    server.answer(200, deployment(0, 7, 7, 0));
    var seen = look(Readiness.WORKING);
    assertThat(seen.paused()).isTrue();
    assertThat(seen.missing()).containsExactly("Deployment pg-operator has 0 replicas");
  }

  @Test
  void whatIsMissingIsNamed() {
    server.refuse(404, "not found");
    assertThat(look(Readiness.AVAILABLE).missing())
        .containsExactly("Deployment pg-operator does not exist");
    server.answer(200, deployment(1, 8, 7, 1));
    assertThat(look(Readiness.AVAILABLE).missing())
        .containsExactly("Deployment pg-operator is not yet seen by its controller");
    server.answer(200, deployment(1, 7, 7, 0));
    assertThat(look(Readiness.AVAILABLE).missing())
        .containsExactly("Deployment pg-operator has 0 of 1 replicas available");
    server.answer(200, deployment(1, 7, 7, 1)).answer(200, pods("False"));
    assertThat(look(Readiness.WORKING).missing())
        .containsExactly("pod pg-operator-abc is not ready");
    server.answer(200, deployment(1, 7, 7, 1)).answer(200, "{\"items\":[]}");
    assertThat(look(Readiness.WORKING).missing()).containsExactly("there is no pod yet");
  }

  @Test
  void aLeaseOfAnotherPodOrOfAFormerRunIsNone() {
    for (var lease :
        List.of(
            lease("pg-operator-abcd_1", "2026-11-22T10:00:01.000000Z"),
            lease("pg-operator-abc_1", "2026-11-22T09:59:59.000000Z"),
            "{\"spec\":{}}")) {
      server.answer(200, deployment(1, 7, 7, 1)).answer(200, pods("True")).answer(200, lease);
      assertThat(look(Readiness.WORKING).missing()).singleElement().asString().contains("leads");
    }
  }

  @Test
  void aLeaseThatMayNotBeReadIsNoReason() {
    server.answer(200, deployment(1, 7, 7, 1)).answer(200, pods("True")).refuse(403, "forbidden");
    assertThat(look(Readiness.WORKING).missing()).isEmpty();
  }

  private ProvenOperator look(Readiness readiness) {
    var api = new ApiRequests(client.getHttpClient(), server.url());
    return ProvenOperator.look(api, OPERATOR, readiness);
  }

  private static String deployment(int replicas, int generation, int observed, int available) {
    return """
    {"metadata":{"generation":%d},"spec":{"replicas":%d},"status":{"observedGeneration":%d,
     "updatedReplicas":%d,"availableReplicas":%d}}"""
        .formatted(generation, replicas, observed, replicas, available);
  }

  private static String pods(String ready) {
    return """
    {"items":[{"metadata":{"name":"pg-operator-abc"},"status":{
     "conditions":[{"type":"Ready","status":"%s"}],
     "containerStatuses":[{"name":"operator","state":{"running":{"startedAt":"2026-11-22T10:00:00Z"}}}]}}]}"""
        .formatted(ready);
  }

  private static String lease(String holder, String renewed) {
    return "{\"spec\":{\"holderIdentity\":\"%s\",\"renewTime\":\"%s\"}}".formatted(holder, renewed);
  }
}
