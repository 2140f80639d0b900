package io.github.perconapg.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.perconapg.problem.PerconaPgException;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SettingsTest {

  @PerconaPgOperator(manifest = "operator.yaml", set = "spec.namespace=orders", target = "kind-dev")
  private static final class Overridden {}

  @PerconaPgOperator(manifest = "operator.yaml", ownNamespace = true)
  private static final class OfItsOwn {}

  @PerconaPgOperator(manifest = "nowhere.yaml")
  private static final class Missing {}

  @PerconaPgOperator(manifest = "operator.yaml", chart = "charts/op", chartVersion = "2.9.0")
  private static final class OtherChart {}

  @Test
  void aManifestOfTheClassPathIsReadWithItsOverrides() {
    var settings = of(Overridden.class);
    assertThat(settings.desired().namespace()).isEqualTo("orders");
    assertThat(settings.context()).isEqualTo("kind-dev");
    assertThat(settings.keepOnFailure()).isFalse();
  }

  @Test
  void aNamespaceOfItsOwnIsAnotherEachTimeAndIsMade() {
    var first = of(OfItsOwn.class).desired();
    var second = of(OfItsOwn.class).desired();
    assertThat(first.namespace()).startsWith("tests-").isNotEqualTo(second.namespace());
    assertThat(first.input().target().spec().createNamespace()).isTrue();
    assertThat(Settings.own("n".repeat(63))).hasSize(63);
  }

  @Test
  void theChartIsTheAnnotations() {
    var desired = of(OtherChart.class).desired();
    assertThat(desired.chart()).isEqualTo("charts/op");
    assertThat(desired.chartVersion()).isEqualTo("2.9.0");
  }

  @Test
  void aManifestThatIsNowhereIsSaid() {
    assertThatThrownBy(() -> of(Missing.class).desired())
        .isInstanceOf(PerconaPgException.class)
        .hasMessageContaining("nowhere.yaml");
  }

  private static Settings of(Class<?> type) {
    return new Settings(Objects.requireNonNull(type.getAnnotation(PerconaPgOperator.class)), type);
  }
}
