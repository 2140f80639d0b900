package io.github.perconapg.maven.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.perconapg.model.DeployResult;
import io.github.perconapg.model.DestroyResult;
import io.github.perconapg.model.Outputs;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultLinesTest {

  private static final Duration TOOK = Duration.ofMillis(3940);

  @Test
  void aDeployEndsWithWhatIsThereNow() {
    var outputs = new Outputs("pgo", "pg-operator", 3, "2.7.0", "2.7.0", "pg-operator");
    var result = new DeployResult.Upgraded(outputs, List.of(), List.of("The log was rotated."));

    assertThat(ResultLines.of(result, result.notes(), TOOK))
        .containsExactly(
            "  note: The log was rotated.",
            "Upgraded pg-operator 2.7.0 (operator 2.7.0) in namespace pgo, revision 3, in 3.9 s");
  }

  @Test
  void aDestroySaysWhatStays() {
    var result = new DestroyResult.Destroyed(List.of(), List.of("eight definitions"));

    assertThat(ResultLines.of(result, result.kept(), "release r in namespace n", TOOK))
        .containsExactly("  kept: eight definitions", "Removed release r in namespace n in 3.9 s");
  }
}
