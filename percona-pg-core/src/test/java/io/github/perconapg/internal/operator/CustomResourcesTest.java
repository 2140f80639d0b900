package io.github.perconapg.internal.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.perconapg.internal.kubernetes.Connection;
import io.github.perconapg.internal.kubernetes.FakeApiServer;
import io.github.perconapg.internal.permission.DeployerPermissions;
import io.github.perconapg.model.Environment;
import io.github.perconapg.model.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * That there are none is only believed where the cluster knows what was asked for, or not at all.
 */
@Timeout(30)
class CustomResourcesTest {

  private static final String RESOURCES = "{\"resources\":[{\"name\":\"perconapgclusters\"}]}";

  private final FakeApiServer server = new FakeApiServer();
  private final Connection connection;

  CustomResourcesTest(@TempDir Path folder) throws IOException {
    var file = folder.resolve("kubeconfig");
    Files.writeString(file, FakeApiServer.kubeconfig(server.url(), "t"));
    connection = Connection.open(Target.kubeconfig(file), Environment.system(), request -> {});
  }

  @AfterEach
  void close() {
    connection.close();
    server.close();
  }

  @Test
  void theKindsOfALaterOperatorAreOfARoleWhereTheyAreServed() {
    server
        .answer(200, "{\"versions\":[{\"groupVersion\":\"upstream.pgv2.percona.com/v1beta1\"}]}")
        .answer(200, "{\"resources\":[{\"name\":\"pgadmins\"},{\"name\":\"others\"}]}");
    var moved = new CustomResources(connection).movedKinds();
    assertThat(moved).containsExactly("upstream.pgv2.percona.com/v1beta1/pgadmins");
    assertThat(DeployerPermissions.kinds(List.of(), moved))
        .containsExactly(
            CustomResources.CLUSTERS,
            CustomResources.BACKUPS,
            CustomResources.RESTORES,
            moved.get(0));
  }

  @Test
  void aGroupThatIsNotServedHasNone() {
    server.refuse(404, "no").refuse(404, "no").refuse(404, "no");
    assertThat(clusters()).isEmpty();
  }

  @Test
  void clustersOfAnotherVersionAreFoundThere() {
    server
        .refuse(404, "no")
        .answer(200, "{\"versions\":[{\"version\":\"v3\"}]}")
        .refuse(404, "no")
        .answer(200, RESOURCES)
        .answer(200, "{\"items\":[{\"metadata\":{\"namespace\":\"shop\",\"name\":\"db\"}}]}");
    assertThat(clusters())
        .extracting(CustomResource::path)
        .containsExactly("/apis/pgv2.percona.com/v3/namespaces/shop/perconapgclusters/db");
  }

  @Test
  void aNotFoundOfAKindThatIsServedIsNoAnswer() {
    server
        .refuse(404, "page not found")
        .answer(200, "{\"versions\":[{\"version\":\"v2\"}]}")
        .answer(200, RESOURCES);
    assertThatThrownBy(this::clusters)
        .hasMessageContainingAll("whether there are perconapgclusters", "404");
  }

  @Test
  void aMissingRightIsNoAnswerEitherWhereAnotherVersionIsServed() {
    server
        .refuse(403, "perconapgclusters is forbidden: User x cannot list resource")
        .answer(200, "{\"versions\":[{\"version\":\"v3\"}]}")
        .refuse(404, "no")
        .answer(200, RESOURCES);
    assertThatThrownBy(this::clusters).hasMessageContaining("is forbidden");
  }

  private List<CustomResource> clusters() {
    return new CustomResources(connection).in(CustomResources.CLUSTERS, Set.of("shop"));
  }
}
