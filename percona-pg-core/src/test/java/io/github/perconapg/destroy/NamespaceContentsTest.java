package io.github.perconapg.destroy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NamespaceContentsTest {

  private static final List<String> OPENSHIFT =
      List.of(
          "serviceaccounts/builder",
          "serviceaccounts/deployer",
          "secrets/builder-dockercfg-x7k2p",
          "rolebindings/system:deployers",
          "rolebindings/system:image-pullers");

  @Test
  void whatOpenShiftMakesInEachNamespaceIsSaidToBeThat() {
    assertThat(NamespaceContents.shown(OPENSHIFT))
        .isEqualTo(
            "on OpenShift a namespace is never empty: it holds serviceaccounts/builder,"
                + " serviceaccounts/deployer, secrets/builder-dockercfg-x7k2p,"
                + " rolebindings/system:deployers, rolebindings/system:image-pullers by itself");
  }

  @Test
  void whatIsOfOthersIsSaidFirst() {
    assertThat(NamespaceContents.shown(List.of("secrets/builder-password", OPENSHIFT.get(0))))
        .isEqualTo(
            "it holds secrets/builder-password, and on OpenShift a namespace is never empty: it"
                + " holds serviceaccounts/builder by itself");
    assertThat(NamespaceContents.shown(List.of("configmaps/a"))).isEqualTo("it holds configmaps/a");
  }
}
