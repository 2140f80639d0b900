package io.github.perconapg.internal.chart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.perconapg.model.HttpSettings;
import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log-in page, or a proxy's, that comes with status 200 where a file was asked for. */
class WebPageTest {

  private static final byte[] LOGIN =
      "\uFEFF\n<!DOCTYPE html><html><head><title>\n Sign in &#8211; \u001b[1mAcme </title></head></html>"
          .getBytes(UTF_8);

  @TempDir Path temp;
  private final ChartServer server = ChartServer.http();
  private final byte[] archive = SampleChart.packed(SampleChart.files("2.7.0"));

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void isNamedInPlaceOfAnIndexWithWhereItCameFrom() {
    server.redirect("/charts/index.yaml", "/login");
    server.answer(
        "/login",
        exchange -> {
          exchange.getResponseHeaders().add("Content-Type", "text/html; charset=utf-8");
          exchange.sendResponseHeaders(200, LOGIN.length);
          exchange.getResponseBody().write(LOGIN);
        });

    var problem = problem(server.at("/charts").toString());

    assertThat(problem.code()).isEqualTo(ProblemCode.CHART_UNREACHABLE);
    assertThat(problem.summary())
        .endsWith(
            "/charts/index.yaml: it answers with a web page (text/html; charset=utf-8) with the"
                + " title \"Sign in &#8211; ?[1mAcme\", from "
                + server.at("/login"));
    assertThat(problem.remedy()).contains("log-in", "<server>", "localhost", "proxy", "index.yaml");
  }

  @Test
  void isNamedInPlaceOfAnArchive() {
    server.repository(Map.of("2.7.0", archive));
    server.file("/charts/pg-operator-2.7.0.tgz", LOGIN);
    assertThat(problem(server.at("/charts").toString()).summary())
        .contains("/charts/pg-operator-2.7.0.tgz: it answers with a web page");
  }

  @Test
  void isNamedInPlaceOfAnArchiveAtAnAddressOfItsOwn() {
    server.file("/pg.tgz", LOGIN);
    assertThat(problem(server.at("/pg.tgz").toString()).summary())
        .contains("/pg.tgz: it answers with a web page");
    assertThat(temp.resolve("cache/charts")).doesNotExist();
  }

  @Test
  void isNamedInPlaceOfWhatARegistrySays() {
    try (var registry = new OciRegistry("")) {
      registry.push("2.7.0", archive, Sha256.of(archive));
      registry.server().file("/token", LOGIN);
      assertThat(problem(registry.reference()).summary()).contains("/token: it answers with a web");
      registry.server().file("/v2/acme/pg-operator/manifests/2.7.0", LOGIN);
      assertThat(problem(registry.reference()).summary()).contains("/manifests/2.7.0: it answers");
    }
  }

  @Test
  void anIndexWithoutChartsIsToldAsSuch() {
    server.index("error: unauthorized\n");
    var problem = problem(server.at("/charts").toString());
    assertThat(problem.code()).isEqualTo(ProblemCode.CHART_NOT_FOUND);
    assertThat(problem.summary()).contains("lists no chart at all in", "/charts/index.yaml");
    assertThat(problem.remedy()).contains("entries", "log-in");
  }

  @Test
  void theChartsNameInARepositorysAddressIsTakenOff() {
    assertThat(problem(server.at("/charts/pg-operator").toString()).remedy())
        .contains("without the chart's name: " + server.at("/charts/"));
  }

  private Problem problem(String chart) {
    var reference = ChartReference.parse(chart, "2.7.0");
    var charts = new Charts(Machine.at(temp), HttpSettings.defaults());
    return catchThrowableOfType(PerconaPgException.class, () -> charts.resolve(reference))
        .problem();
  }
}
