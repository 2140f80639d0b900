package io.github.perconapg.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.perconapg.internal.helm.RenderedObject;
import io.github.perconapg.model.FieldChange;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AdmissionTest {

  private static final String IMAGE = "spec.template.spec.containers[operator].image";
  private static final FieldChange MIRRORED =
      new FieldChange(IMAGE, "mirror/op:1", "docker.io/op:1");

  @Test
  void aRewrittenFieldThatIsStillHelmsWasMadeByAdmission() {
    assertThat(made(live("java", owned()))).containsExactly(MIRRORED);
  }

  @Test
  void aFieldThatAnybodyElseHasWrittenSinceIsDrift() {
    assertThat(made(live("kubectl-edit", owned()))).isEmpty();
    assertThat(made(live("java", Map.of()))).isEmpty();
  }

  @Test
  void aFieldThatIsGoneIsDrift() {
    var gone = new FieldChange("metadata.labels.team", null, "db");
    assertThat(Admission.BY_OWNERS.made(object(), live("java", owned()), List.of(gone))).isEmpty();
  }

  private static List<FieldChange> made(Map<String, Object> live) {
    return Admission.BY_OWNERS.made(object(), live, List.of(MIRRORED));
  }

  private static RenderedObject object() {
    return new RenderedObject("apps/v1", "Deployment", "deployments", "ns", "op", Map.of());
  }

  private static Map<String, Object> live(String manager, Map<String, Object> fields) {
    return Map.of(
        "metadata",
        Map.of("managedFields", List.of(Map.of("manager", manager, "fieldsV1", fields))));
  }

  private static Map<String, Object> owned() {
    var image = Map.of(".", Map.of(), "f:image", Map.of());
    var containers = Map.of("k:{\"name\":\"operator\"}", image);
    var spec = Map.of("f:spec", Map.of("f:containers", containers));
    return Map.of("f:spec", Map.of("f:template", spec));
  }
}
