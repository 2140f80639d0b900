package io.github.perconapg.internal.chart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.perconapg.model.HttpSettings;
import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.ProblemCode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cache into which somebody put a chart of theirs as Percona's. */
class PreparedCacheTest {

  @TempDir Path temp;
  private final ChartServer server = ChartServer.http();
  private final byte[] archive = SampleChart.packed(SampleChart.files("2.7.0"));

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aDigestWithoutItsSourceIsNotBelieved() throws IOException {
    var reference = ChartReference.parse("pg-operator", "2.7.0");
    keep("archives", Sha256.of(archive) + ".tgz", archive);
    var key = Sha256.of(reference.toString().getBytes(UTF_8));
    keep("digests", key, Sha256.of(archive).getBytes(UTF_8));
    assertOffline(reference, HttpSettings.defaults());
  }

  @Test
  void whatAMirrorSaidIsNotWhatTheRepositorySays() {
    server.repository(Map.of("2.7.0", archive));
    var reference = ChartReference.parse("pg-operator", "2.7.0");
    var mirror = Map.<String, URI>of("percona.github.io", server.at("/charts/"));
    var mirrored = HttpSettings.defaults().mirrors(mirror);
    new Charts(Machine.at(temp), mirrored).resolve(reference);

    assertOffline(reference, HttpSettings.defaults());
    var again = new Charts(Machine.at(temp), mirrored.offline(true)).resolve(reference);
    assertThat(again.version()).isEqualTo("2.7.0");
  }

  @Test
  void whatIsRememberedIsReadable() throws IOException {
    fetch();
    try (var memories = Files.list(temp.resolve("cache/charts/digests"))) {
      assertThat(memories)
          .singleElement()
          .satisfies(
              file ->
                  assertThat(file)
                      .hasContent(
                          "%s  pg-operator 2.7.0 of %s from %2$s"
                              .formatted(Sha256.of(archive), server.at("/charts/"))));
    }
  }

  @Test
  void aMemoryUnderAnotherNameIsNotBelieved() throws IOException {
    var fetched = fetch();
    var wanted = ChartReference.parse(server.at("/charts").toString(), "2.8.0");
    var archives = new ChartCache(new PrivateCache(temp.resolve("cache/charts")));
    Files.move(
        archives.memory(fetched, server.at("/charts/")),
        archives.memory(wanted, server.at("/charts/")));
    assertOffline(wanted, HttpSettings.defaults());
  }

  @Test
  void aFileThatOthersMayWriteToIsNotBelieved() throws IOException {
    var reference = fetch();
    var digests = temp.resolve("cache/charts/digests");
    try (var memories = Files.list(digests)) {
      for (var memory : memories.toList()) {
        Files.setPosixFilePermissions(memory, PosixFilePermissions.fromString("rw-rw-rw-"));
      }
    }
    assertOffline(reference, HttpSettings.defaults());
  }

  @Test
  void aFolderThatOthersMayWriteToIsNotBelieved() throws IOException {
    var reference = fetch();
    var digests = temp.resolve("cache/charts/digests");
    Files.setPosixFilePermissions(digests, PosixFilePermissions.fromString("rwxrwx---"));
    assertOffline(reference, HttpSettings.defaults());
  }

  private ChartReference fetch() {
    server.repository(Map.of("2.7.0", archive));
    var reference = ChartReference.parse(server.at("/charts").toString(), "2.7.0");
    new Charts(Machine.at(temp), HttpSettings.defaults()).resolve(reference);
    return reference;
  }

  private void keep(String kind, String name, byte[] contents) throws IOException {
    var folder = Files.createDirectories(temp.resolve("cache/charts").resolve(kind));
    Files.write(folder.resolve(name), contents);
  }

  private void assertOffline(ChartReference reference, HttpSettings settings) {
    var charts = new Charts(Machine.at(temp), settings.offline(true));
    var problem = catchThrowableOfType(PerconaPgException.class, () -> charts.resolve(reference));
    assertThat(problem.problem().code()).isEqualTo(ProblemCode.CHART_UNREACHABLE);
    assertThat(problem).hasMessageContaining("offline");
  }
}
