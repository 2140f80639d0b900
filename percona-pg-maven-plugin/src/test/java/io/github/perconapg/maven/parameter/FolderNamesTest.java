package io.github.perconapg.maven.parameter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.perconapg.model.Container;
import io.github.perconapg.model.Metadata;
import io.github.perconapg.model.PerconaPostgresqlOperator;
import io.github.perconapg.model.Spec;
import io.github.perconapg.model.StackInput;
import io.github.perconapg.model.TargetCluster;
import java.util.List;
import org.junit.jupiter.api.Test;

class FolderNamesTest {

  @Test
  void aSingleManifestNeedsNoName() {
    assertThat(FolderNames.of(List.of(input("operator", "dev")))).containsExactly("");
  }

  @Test
  void severalAreNamedAfterTheirResources() {
    assertThat(FolderNames.of(List.of(input("one", "dev"), input("two", "dev"))))
        .containsExactly("one", "two");
  }

  @Test
  void resourcesOfOneNameAreToldApartByClusterThenByNumber() {
    assertThat(
            FolderNames.of(List.of(input("op", "dev"), input("op", "prod"), input("op", "prod"))))
        .containsExactly("op-dev", "op-prod", "op-prod-2");
  }

  @Test
  void noNameLeadsOutOfTheFolder() {
    assertThat(FolderNames.of(List.of(input("../../etc", "dev"), input("a", "dev"))))
        .containsExactly("------etc", "a");
  }

  @Test
  void noNameIsADeviceOfWindows() {
    assertThat(FolderNames.of(List.of(input("aux", "dev"), input("COM1", "dev"))))
        .containsExactly("aux-", "COM1-");
    assertThat(FolderNames.of(List.of(input("auxiliary", "dev"), input("com", "dev"))))
        .containsExactly("auxiliary", "com");
  }

  @Test
  void namesThatDifferInCaseOnlyAreNotOneFolderOnWindowsOrMacOs() {
    assertThat(FolderNames.of(List.of(input("op", "Dev"), input("op", "dev"))))
        .containsExactly("op-Dev", "op-dev-2");
  }

  private static StackInput input(String name, String cluster) {
    return StackInput.of(
        new PerconaPostgresqlOperator(
            Metadata.named(name),
            new Spec(new TargetCluster.ById(cluster), "ns", Container.DEFAULT, true)));
  }
}
