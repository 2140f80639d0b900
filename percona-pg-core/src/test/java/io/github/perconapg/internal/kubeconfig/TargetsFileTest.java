package io.github.perconapg.internal.kubeconfig;

import static io.github.perconapg.internal.kubernetes.TestSite.TWO_CONTEXTS;
import static io.github.perconapg.internal.kubernetes.TestSite.desired;
import static io.github.perconapg.internal.kubernetes.TestSite.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.perconapg.internal.kubernetes.TestSite;
import io.github.perconapg.model.Target;
import io.github.perconapg.problem.ProblemCode;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A file that says which kubeconfig and context an id stands for. */
class TargetsFileTest {

  @TempDir Path folder;
  private TestSite site;

  @BeforeEach
  void machine() {
    site = new TestSite(folder);
  }

  @Test
  void theTargetsFileWinsOverAContextOfTheSameName() {
    site.write(".kube/config", TWO_CONTEXTS);
    site.write("config/clusters/eu.yaml", TWO_CONTEXTS.replace("prod:6443", "eu:6443"));
    site.write("config/targets.yaml", "prod: { kubeconfig: clusters/eu.yaml, context: prod }\n");
    var target = Target.of(desired("prod")).targetsFile(folder.resolve("config/targets.yaml"));
    try (var connection = site.connect(target)) {
      assertThat(connection.resolved().server()).isEqualTo("https://eu:6443");
      assertThat(connection.resolved().name()).isEqualTo("prod");
      assertThat(connection.resolved().source()).endsWith("targets.yaml:1:7");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "id: {kubeconfg: a, context: b} | 1:17 | kubeconfig",
        "id: {kubeconfig: a} | 1:5 | context: NAME",
        "id: {kubeconfig: a, context: ''} | 1:30 | empty",
        "id: [a] | 1:5 | mapping",
        "id: {providerConfig: {provider: openstack}} | 1:33 | digital_ocean_doks",
        "id: {providerConfig: {provider: digital_ocean_doks}} | 1:22 | kubeConfig",
        "id: {context: a, context: b} | 1:18 | twice",
        "'id: {' | 1: | never closed",
      })
  void aMistakeInTheTargetsFileIsNamedByItsPlace(String text, String place, String hint) {
    site.write("targets.yaml", text);
    var target = Target.of(desired("id")).targetsFile(folder.resolve("targets.yaml"));
    assertThat(refused(ProblemCode.TARGETS_FILE_INVALID, () -> site.server(target)))
        .hasMessageContaining("targets.yaml:" + place)
        .hasMessageContaining(hint);
  }
}
