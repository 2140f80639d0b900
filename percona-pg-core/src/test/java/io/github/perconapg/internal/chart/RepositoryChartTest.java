package io.github.perconapg.internal.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.perconapg.model.HttpSettings;
import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepositoryChartTest {

  @TempDir Path temp;
  private final ChartServer server = ChartServer.http();
  private final byte[] archive = SampleChart.packed(SampleChart.files("2.7.0"));

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void fetchesAVersionThatTheIndexLists() {
    server.repository(Map.of("2.7.0", archive));

    var chart = resolve("2.7.0");

    assertThat(chart.version()).isEqualTo("2.7.0");
    assertThat(chart.origin()).isEqualTo("pg-operator 2.7.0 of " + server.at("/charts/"));
    assertThat(temp.resolve("cache/charts/archives/" + Sha256.of(archive) + ".tgz")).exists();
  }

  @Test
  void asksNothingForAVersionThatItHas() {
    server.repository(Map.of("2.7.0", archive));
    var first = resolve("2.7.0");
    var requests = server.seen().size();

    assertThat(resolve("2.7.0")).isEqualTo(first);
    assertThat(server.seen()).hasSize(requests);
  }

  @Test
  void fetchesAgainWhatWasDamagedInTheCache() throws IOException {
    server.repository(Map.of("2.7.0", archive));
    var first = resolve("2.7.0");
    Files.writeString(cached(archive), "damaged");

    assertThat(resolve("2.7.0")).isEqualTo(first);
    assertThat(cached(archive)).hasBinaryContent(archive);
  }

  @Test
  void noticesThatTheRepositoryReplacedAVersion() throws IOException {
    server.repository(Map.of("2.7.0", archive));
    resolve("2.7.0");
    Files.delete(cached(archive));
    var other = SampleChart.files("2.7.0");
    other.put("templates/miner.yaml", "kind: Pod\n");
    var replaced = SampleChart.packed(other);
    server.repository(Map.of("2.7.0", replaced));

    var problem = problem("2.7.0");

    assertThat(problem.code()).isEqualTo(ProblemCode.CHART_DIGEST_MISMATCH);
    assertThat(problem.facts().toString())
        .contains(Sha256.of(archive))
        .contains(Sha256.of(replaced));
    assertThat(problem.remedy()).contains("delete " + temp.resolve("cache/charts/digests"));
  }

  @Test
  void refusesAnArchiveThatIsNotTheOneListed() {
    server.repository(Map.of("2.7.0", archive));
    var other = SampleChart.packed(SampleChart.files("2.6.0"));
    server.file("/charts/pg-operator-2.7.0.tgz", other);

    var problem = problem("2.7.0");

    assertThat(problem.code()).isEqualTo(ProblemCode.CHART_DIGEST_MISMATCH);
    assertThat(problem.facts())
        .containsExactly("listed   " + Sha256.of(archive), "fetched  " + Sha256.of(other));
    assertThat(temp.resolve("cache/charts")).doesNotExist();
  }

  @Test
  void refusesAnArchiveOfAnotherVersionInside() {
    server.repository(Map.of("2.8.0", archive));
    assertThat(problem("2.8.0").summary()).contains("its archive holds pg-operator 2.7.0");
  }

  @Test
  void refusesAnIndexWithoutDigest() {
    server.index("entries:\n  pg-operator:\n  - version: 2.7.0\n    urls: [a.tgz]\n");
    assertThat(problem("2.7.0").summary())
        .contains("lists no SHA-256 digest for pg-operator 2.7.0");
  }

  @Test
  void namesTheVersionsThereAreNewestFirst() {
    var versions = new LinkedHashMap<String, byte[]>();
    for (var version : new String[] {"2.9.0", "2.10.0", "2.10.0-rc.1", "1.0.0"}) {
      versions.put(version, archive);
    }
    server.repository(versions);

    var problem = problem("2.7.0");

    assertThat(problem.code()).isEqualTo(ProblemCode.CHART_NOT_FOUND);
    assertThat(problem.summary()).contains("no version 2.7.0 of pg-operator");
    assertThat(problem.facts())
        .containsExactly("it has, newest first: 2.10.0, 2.10.0-rc.1, 2.9.0, 1.0.0");
  }

  @Test
  void namesAtMostTenVersions() {
    var versions = new LinkedHashMap<String, byte[]>();
    for (var minor = 0; minor < 15; minor++) {
      versions.put("1." + minor + ".0", archive);
    }
    server.repository(versions);
    assertThat(problem("2.7.0").facts().get(0)).contains("1.14.0, 1.13.0").endsWith("and 5 more");
  }

  @Test
  void namesTheChartsOfARepositoryWithoutThisOne() {
    server.index("entries:\n  psmdb-operator: []\n  pxc-operator: []\n");

    var problem = problem("2.7.0");

    assertThat(problem.code()).isEqualTo(ProblemCode.CHART_NOT_FOUND);
    assertThat(problem.facts()).containsExactly("it has: psmdb-operator, pxc-operator");
    assertThat(problem.remedy()).contains("./pg-operator");
  }

  @Test
  void saysThatThereIsNoRepository() {
    assertThat(problem("2.7.0").summary()).contains("no chart repository at", "no index.yaml");
  }

  @Test
  void saysWhereAnIndexIsNotWellFormed() {
    server.index("entries:\n  a: [\n");
    assertThat(problem("2.7.0").summary()).contains("/charts/index.yaml:3:1: ");
  }

  @Test
  void refusesAnIndexThatIsDeep() {
    server.index("noise: " + "[".repeat(20_000) + "]".repeat(20_000) + "\nentries: {}\n");
    assertThat(problem("2.7.0").summary())
        .contains("/charts/index.yaml:1:71: values are nested more than 64 levels deep");
  }

  @Test
  void readsAnIndexWithAValueOfSeveralMegabytes() {
    server.index("noise: " + "x".repeat(4 << 20) + "\nentries: {}\n");
    assertThat(problem("2.7.0").code()).isEqualTo(ProblemCode.CHART_NOT_FOUND);
  }

  @Test
  void fetchesFromAnotherHostThatTheIndexNames() {
    var url = server.elsewhere("/files/pg.tgz").toString();
    server.index("entries:\n  pg-operator:\n" + ChartServer.entry("2.7.0", digest(), url));
    server.file("/files/pg.tgz", archive);
    assertThat(resolve("2.7.0").version()).isEqualTo("2.7.0");
  }

  @Test
  void refusesAnUnprotectedAddressInTheIndex() {
    var url = "http://charts.example.com/pg.tgz";
    server.index("entries:\n  pg-operator:\n" + ChartServer.entry("2.7.0", digest(), url));
    assertThat(problem("2.7.0").summary()).contains(url, "loopback only");
  }

  @Test
  void refusesAnIndexWithoutAddress() {
    server.index("entries: {pg-operator: [{version: 2.7.0, digest: " + digest() + ", urls: []}]}");
    assertThat(problem("2.7.0").summary()).contains("lists no address");
  }

  @Test
  void fetchesAPackedChartByItsOwnAddress() {
    server.file("/any/pg.tgz", archive);
    var address = server.at("/any/pg.tgz?token=canary").toString();

    var chart = charts().resolve(ChartReference.parse(address, ""));

    assertThat(chart.version()).isEqualTo("2.7.0");
    assertThat(chart.origin()).isEqualTo(server.at("/any/pg.tgz").toString());
  }

  @Test
  void asksTheMirrorOfAHostInItsPlace() {
    server.repository(Map.of("2.7.0", archive));
    var charts =
        new Charts(
            Machine.at(temp),
            HttpSettings.defaults()
                .mirrors(Map.of("Percona.GitHub.io", server.at("/charts/")))
                .requestTimeout(Duration.ofSeconds(20)));

    var chart = charts.resolve(ChartReference.parse("pg-operator", "2.7.0"));

    assertThat(chart.origin()).isEqualTo("pg-operator 2.7.0 of " + ChartReference.PERCONA);
    assertThat(server.seen()).hasSize(2);
  }

  @Test
  void takesThePackedChartWhoseDigestIsAskedForAndNoOther() {
    server.repository(Map.of("2.7.0", archive));
    var desired = SampleChart.desired().chart(server.at("/charts").toString());

    assertThat(charts().resolve(desired.chartSha256(digest())).version()).isEqualTo("2.7.0");
    assertThat(charts().packed(ChartReference.of(desired), null).sha256()).isEqualTo(digest());

    var other = desired.chartSha256("0".repeat(64));
    var problem =
        catchThrowableOfType(PerconaPgException.class, () -> charts().resolve(other)).problem();
    assertThat(problem.code()).isEqualTo(ProblemCode.CHART_DIGEST_MISMATCH);
    assertThat(problem.facts()).containsExactly("wanted  " + "0".repeat(64), "actual  " + digest());
  }

  @Test
  void aFolderHasNoDigestThatCouldBeAskedFor() {
    var folder = SampleChart.folder(temp.resolve("chart"), SampleChart.files("2.7.0"));
    var desired = SampleChart.desired().chart(folder.toString()).chartSha256(digest());
    var problem =
        catchThrowableOfType(PerconaPgException.class, () -> charts().resolve(desired)).problem();
    assertThat(problem.code()).isEqualTo(ProblemCode.OPTION_INVALID);
    assertThat(problem.summary()).contains("is a folder");
  }

  @Test
  void severalProcessesMayFetchAtATime() throws Exception {
    server.repository(Map.of("2.7.0", archive));
    var threads = Executors.newFixedThreadPool(8);
    try {
      var tasks = new ArrayList<Callable<Chart>>();
      for (var i = 0; i < 24; i++) {
        tasks.add(() -> resolve("2.7.0"));
      }
      for (var done : threads.invokeAll(tasks)) {
        assertThat(done.get().folder().resolve("values.yaml")).hasContent(SampleChart.VALUES);
      }
    } finally {
      threads.shutdownNow();
    }
    try (var left = Files.walk(temp.resolve("cache/charts"))) {
      assertThat(left.filter(path -> path.getFileName().toString().startsWith(".new-"))).isEmpty();
    }
  }

  private Chart resolve(String version) {
    return charts().resolve(ChartReference.parse(server.at("/charts").toString(), version));
  }

  private Problem problem(String version) {
    return catchThrowableOfType(PerconaPgException.class, () -> resolve(version)).problem();
  }

  private Charts charts() {
    return new Charts(Machine.at(temp), HttpSettings.defaults());
  }

  private Path cached(byte[] archive) {
    return temp.resolve("cache/charts/archives/" + Sha256.of(archive) + ".tgz");
  }

  private String digest() {
    return Sha256.of(archive);
  }
}
