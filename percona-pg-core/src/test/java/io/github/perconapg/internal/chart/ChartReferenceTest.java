package io.github.perconapg.internal.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.ProblemCode;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChartReferenceTest {

  @Test
  void aBareNameIsInPerconasRepository() {
    assertThat(parse("pg-operator"))
        .isEqualTo(new ChartReference.Repository(ChartReference.PERCONA, "pg-operator", "2.7.0"));
  }

  @Test
  void aVersionBehindTheNameWins() {
    assertThat(parse("pg-operator:2.8.2"))
        .isEqualTo(new ChartReference.Repository(ChartReference.PERCONA, "pg-operator", "2.8.2"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"./pg-operator", "charts/x", "/abs/x", "chart.tgz", "..", "x.tar.gz", "."})
  void aSlashALeadingDotOrAnArchivesEndingIsAPath(String text) {
    assertThat(parse(text))
        .isEqualTo(new ChartReference.Local(Path.of(text).toAbsolutePath().normalize()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "C:\\charts\\pg-operator",
        "C:/charts/pg-operator",
        "c:pg-operator.tgz",
        "\\\\server\\share\\pg-operator",
        "//server/share/pg-operator",
        ".\\pg-operator",
        "charts\\pg-operator"
      })
  void aDriveOrABackslashIsAPathToo(String text) {
    assertThat(parse(text)).isInstanceOf(ChartReference.Local.class);
    assertThat(parse(text).toString()).contains(text.replaceFirst("^(\\./|\\.\\\\|//)", ""));
  }

  @ParameterizedTest
  @CsvSource({
    "https://charts.example.com, https://charts.example.com/",
    "https://charts.example.com/a/b, https://charts.example.com/a/b/",
    "https://charts.example.com/a/index.yaml, https://charts.example.com/a/",
    "http://localhost:8080/a/, http://localhost:8080/a/",
    "http://127.0.0.1/a, http://127.0.0.1/a/",
    "'http://[::1]:8080/a', 'http://[::1]:8080/a/'"
  })
  void anAddressIsARepository(String text, String base) {
    assertThat(parse(text))
        .isEqualTo(new ChartReference.Repository(URI.create(base), "pg-operator", "2.7.0"));
  }

  @Test
  void anAddressOfAnArchiveIsThatArchive() {
    var address = "https://example.com/a/pg-operator-2.7.0.tgz?token=canary";
    var reference = parse(address);
    assertThat(reference).isEqualTo(new ChartReference.Remote(URI.create(address)));
    assertThat(reference.toString()).doesNotContain("canary");
  }

  @ParameterizedTest
  @CsvSource({
    "oci://ghcr.io/acme/pg-operator, https://ghcr.io, acme/pg-operator, 2.7.0",
    "oci://ghcr.io/acme/pg-operator:2.8.2, https://ghcr.io, acme/pg-operator, 2.8.2",
    "OCI://Registry:5000/pg-operator:2.8.2_a, https://registry:5000, pg-operator, 2.8.2+a",
    "oci://registry/pg-operator:2.8.2+a, https://registry, pg-operator, 2.8.2+a",
    "oci://localhost:5000/pg-operator, http://localhost:5000, pg-operator, 2.7.0"
  })
  void anOciAddressIsInARegistry(String text, String registry, String path, String version) {
    assertThat(parse(text))
        .isEqualTo(new ChartReference.Oci(URI.create(registry), path, version, null));
  }

  @Test
  void anOciAddressMayPinItsManifest() {
    var digest = "0123456789abcdef".repeat(4);
    var text = "oci://ghcr.io/acme/pg-operator:2.8.2@sha256:" + digest;
    assertThat(parse(text))
        .isEqualTo(
            new ChartReference.Oci(
                URI.create("https://ghcr.io"), "acme/pg-operator", "2.8.2", digest))
        .hasToString(text);
  }

  @ParameterizedTest
  @CsvSource({
    "'', it is empty",
    "oci://registry, it is not oci://host/path/name",
    "oci://user:canary@registry/pg-operator, it is not oci://host/path/name",
    "oci://user:can/ary@registry/pg-operator, it is not oci://host/path/name",
    "oci://a..b/charts/pg-operator, it names no host",
    "oci://[::::1]:99/a/b, its host is not well-formed",
    "oci://registry/pg-operator@sha256:12, it is not oci://host/path/name",
    "com.percona:pg-operator:2.7.0, Maven coordinates are resolved by the Maven plugin",
    "mvn:com.percona:pg-operator, Maven coordinates are resolved by the Maven plugin",
    "ftp://example.com/x.tgz, fetched by https only",
    "file:///charts/pg-operator, named by its path alone",
    "file:C:\\charts\\pg-operator, named by its path alone",
    "FILE:pg-operator, named by its path alone",
    "http://example.com/charts, loopback only",
    "http://localhost.example.com/charts, loopback only",
    "https://user:canary@example.com/charts, it holds credentials",
    "https://example.com/charts?token=canary, neither ? nor #",
    "https:///charts, it names no host",
    "https://exa mple.com/, not a well-formed address",
    "Pg Operator, neither a path"
  })
  void whatItCannotTakeIsRefusedByNameAndSaysWhatWorks(String text, String why) {
    var e = catchThrowableOfType(PerconaPgException.class, () -> parse(text));
    assertThat(e.problem().code()).isEqualTo(ProblemCode.OPTION_INVALID);
    assertThat(e.problem().summary()).contains(why);
    assertThat(e.problem().remedy()).contains("./charts/pg-operator");
    assertThat(e.getMessage()).doesNotContain("canary").doesNotContain("can/ary");
  }

  @ParameterizedTest
  @CsvSource({"latest, Ranges and", "~2.7, Ranges", "'', whole version", "2.7, whole version"})
  void aVersionMustBeExact(String version, String remedy) {
    var e =
        catchThrowableOfType(
            PerconaPgException.class, () -> ChartReference.parse("pg-operator", version));
    assertThat(e.problem().remedy()).contains(remedy);
  }

  private static ChartReference parse(String text) {
    return ChartReference.parse(text, "2.7.0");
  }
}
