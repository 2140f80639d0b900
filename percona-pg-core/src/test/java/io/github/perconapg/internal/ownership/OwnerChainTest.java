package io.github.perconapg.internal.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OwnerChainTest {

  private static final String SETS = "/apis/apps/v1/namespaces/shop/statefulsets/";

  /** What the API server has; null for what may not be read. */
  private final Map<String, @Nullable Map<String, Object>> server =
      new HashMap<>(
          Map.of(
              "/apis/apps/v1",
              Map.of(
                  "resources",
                  List.of(
                      resource("statefulsets/status"),
                      resource("statefulsets"),
                      Map.of("kind", "Other", "name", "others"))),
              "/apis/upstream.pgv2.percona.com/v1beta1",
              Map.of("resources", List.of())));

  @Test
  void whatHasNoOwnerStays() {
    assertThat(taker(object("claim"))).isEmpty();
  }

  @Test
  void whatADeletedClusterOwnsGoesWithIt() {
    assertThat(taker(object("claim", owner("PostgresCluster", "db", "cluster"))))
        .contains("PostgresCluster db");
  }

  @Test
  void theChainIsFollowedUp() {
    server.put(SETS + "db-set", object("set", owner("PostgresCluster", "db", "cluster")));
    assertThat(taker(object("claim", owner("StatefulSet", "db-set", "set"))))
        .contains("StatefulSet db-set of PostgresCluster db");
    assertThat(chain().leadTo("cluster", object("claim", owner("StatefulSet", "db-set", "set"))))
        .isTrue();
  }

  @Test
  void anOwnerThatStaysHoldsWhatAnotherWouldTake() {
    server.put(SETS + "mine", object("mine"));
    assertThat(
            taker(
                object(
                    "claim",
                    owner("PostgresCluster", "db", "cluster"),
                    owner("StatefulSet", "mine", "mine"))))
        .isEmpty();
  }

  @Test
  void anOwnerThatIsGoneOrReplacedOrUnreadableKeepsNothing() {
    assertThat(taker(object("claim", owner("StatefulSet", "gone", "gone"))))
        .contains("StatefulSet gone, which does not exist any more");
    server.put(SETS + "new", object("new"));
    assertThat(taker(object("claim", owner("StatefulSet", "new", "old"))))
        .contains("StatefulSet new, which does not exist any more");
    server.put(SETS + "secret", null);
    assertThat(taker(object("claim", owner("StatefulSet", "secret", "secret"))))
        .contains("StatefulSet secret, which may not be read");
    assertThat(chain().leadTo("cluster", object("claim", owner("StatefulSet", "gone", "gone"))))
        .isFalse();
  }

  @Test
  void ownersThatOwnEachOtherEnd() {
    server.put(SETS + "a", object("a", owner("StatefulSet", "b", "b")));
    server.put(SETS + "b", object("b", owner("StatefulSet", "a", "a")));
    assertThat(taker(object("claim", owner("StatefulSet", "a", "a")))).isPresent();
  }

  private Optional<String> taker(Map<String, Object> object) {
    return chain().taker(object);
  }

  private OwnerChain chain() {
    return new OwnerChain(this::get, "shop", Set.of("cluster"));
  }

  private @Nullable Map<String, Object> get(String path) {
    var found = server.get(path);
    if (found == null && server.containsKey(path)) {
      throw new KubernetesClientException("forbidden", 403, null);
    }
    return found;
  }

  private static Map<String, Object> resource(String name) {
    return Map.of("kind", "StatefulSet", "name", name, "namespaced", true);
  }

  private static Map<String, Object> object(String uid, Map<?, ?>... owners) {
    return Map.of("metadata", Map.of("uid", uid, "ownerReferences", List.of(owners)));
  }

  private static Map<String, Object> owner(String kind, String name, String uid) {
    var version =
        kind.equals("StatefulSet") ? "apps/v1" : "postgres-operator.crunchydata.com/v1beta1";
    return Map.of("apiVersion", version, "kind", kind, "name", name, "uid", uid);
  }
}
