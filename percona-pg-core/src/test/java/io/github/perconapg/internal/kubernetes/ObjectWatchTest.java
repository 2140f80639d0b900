package io.github.perconapg.internal.kubernetes;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.perconapg.internal.yaml.Unstructured;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A list that is kept up to date, whatever becomes of its watch. */
@Timeout(30)
class ObjectWatchTest {

  private static final String OPEN =
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";

  @TempDir Path folder;
  private final LinkedBlockingQueue<String> told = new LinkedBlockingQueue<>();
  private volatile String list = list(1, object("a", 1));
  private volatile String events = OPEN;
  private volatile String laterEvents = OPEN;

  @Test
  void eventsAreApplied() throws InterruptedException {
    events =
        OPEN
            + chunk(event("ADDED", object("b", 2)))
            + chunk(event("MODIFIED", object("a", 3)))
            + chunk(event("DELETED", object("b", 4)));
    try (var server = server();
        var connection = connect(server);
        var watch = watch(connection)) {
      assertThat(List.of(next(), next(), next(), next(), next()))
          .containsExactly("a1", "b2", "a3", "b4", "b gone");
      assertThat(watch.objects()).containsExactly("a3");
    }
  }

  @Test
  void whatAWatchDoesNotTellIsSeenByTheNextLook() throws InterruptedException {
    try (var server = server();
        var connection = connect(server);
        var watch = watch(connection)) {
      assertThat(next()).isEqualTo("a1");
      list = list(9, object("b", 9));
      laterEvents = OPEN + chunk(event("MODIFIED", object("b", 10)));
      watch.refresh();
      assertThat(List.of(next(), next())).containsExactly("a gone", "b9");
      assertThat(next()).as("by the watch that was opened anew").isEqualTo("b10");
      assertThat(watch.objects()).containsExactly("b10");
    }
  }

  @Test
  void aWatchThatIsRefusedOrNotUnderstoodLeavesTheLook() throws InterruptedException {
    for (var refused :
        List.of(
            RawServer.head(400, "text/plain", 3) + "bad",
            RawServer.head(403, "application/json", 2) + "{}",
            RawServer.head(200, "text/html", 12) + "<html>\n</h>\n",
            OPEN + chunk("{\"type\":\"ERROR\",\"object\":{\"code\":410}}"),
            OPEN + chunk("{\"type\":\"ADDED\",\"obj"))) {
      told.clear();
      list = list(1, object("a", 1));
      events = refused;
      try (var server = server();
          var connection = connect(server);
          var watch = watch(connection)) {
        assertThat(next()).isEqualTo("a1");
        list = list(5, object("a", 5));
        watch.refresh();
        assertThat(next()).isEqualTo("a5");
      }
    }
  }

  @Test
  void aListThatMayNotBeReadIsSaid() {
    try (var server = RawServer.answering(403, "application/json", "{}");
        var connection = connect(server)) {
      assertThatThrownBy(() -> watch(connection)).isInstanceOf(KubernetesClientException.class);
    }
  }

  private RawServer server() {
    return new RawServer(
        (request, out) -> {
          var watched = request.contains("resourceVersion=1&") ? events : laterEvents;
          out.write((request.contains("watch=true") ? watched : list).getBytes(ISO_8859_1));
        });
  }

  private ObjectWatch<String> watch(Connection connection) {
    return new ObjectWatch<>(
        connection.api(),
        "/api/v1/namespaces/pgo/pods",
        o ->
            Unstructured.text(o, "metadata", "uid")
                + Unstructured.text(o, "metadata", "resourceVersion"),
        new ObjectWatch.Listener<>() {
          @Override
          public void changed(String now) {
            told.add(now);
          }

          @Override
          public void gone(String last) {
            told.add(last.charAt(0) + " gone");
          }
        });
  }

  private String next() throws InterruptedException {
    return String.valueOf(told.poll(20, TimeUnit.SECONDS));
  }

  private static String list(int version, String object) {
    var body =
        "{\"metadata\":{\"resourceVersion\":\"%d\"},\"items\":[%s]}".formatted(version, object);
    return RawServer.head(200, "application/json", body.length()) + body;
  }

  private static String object(String uid, int version) {
    return "{\"metadata\":{\"uid\":\"%s\",\"resourceVersion\":\"%d\"}}".formatted(uid, version);
  }

  private static String event(String type, String object) {
    return "{\"type\":\"%s\",\"object\":%s}".formatted(type, object);
  }

  private static String chunk(String line) {
    return "%x\r\n%s\n\r\n".formatted(line.length() + 1, line);
  }

  private Connection connect(RawServer server) {
    var site = new TestSite(folder);
    site.kubeconfig("dev", server.url(), "", "token: " + TestSite.CANARY);
    return site.connect();
  }
}
