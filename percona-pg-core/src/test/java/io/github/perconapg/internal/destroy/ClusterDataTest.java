package io.github.perconapg.internal.destroy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.perconapg.internal.destroy.ClusterData.Repository;
import io.github.perconapg.internal.operator.CustomResource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClusterDataTest {

  private static final List<Repository> REPOSITORIES =
      List.of(
          Repository.of(Map.of("name", "repo1", "volume", Map.of())),
          Repository.of(Map.of("name", "repo2", "s3", Map.of("bucket", "attic"))),
          Repository.of(Map.of("name", "repo3", "gcs", Map.of("bucket", "loft"))),
          Repository.of(Map.of("name", "repo4", "azure", Map.of("container", "shed"))));

  @Test
  void withoutFinalizersEverythingSurvives() {
    assertThat(data().fate(true))
        .containsExactly(
            "volumes db-1, db-2 survive: nothing that is deleted owns them",
            "backups in repo1 (a volume) survive",
            "backups in repo2 (s3://attic) survive",
            "backups in repo3 (gs://loft) survive",
            "backups in repo4 (Azure container shed) survive");
  }

  @Test
  void volumesTakeTheBackupsOnThemAlong() {
    assertThat(data("percona.com/delete-pvc").fate(true))
        .contains(
            "volumes db-1, db-2 GO with it (percona.com/delete-pvc)",
            "backups in repo1 (a volume) GO with it (percona.com/delete-pvc)",
            "backups in repo2 (s3://attic) survive");
  }

  @Test
  void backupsGoWhereverTheyAre() {
    assertThat(data("percona.com/delete-backups").fate(true))
        .contains(
            "volumes db-1, db-2 survive: nothing that is deleted owns them",
            "backups in repo2 (s3://attic) GO with it (percona.com/delete-backups)",
            "backups in repo4 (Azure container shed) GO with it (percona.com/delete-backups)");
  }

  @Test
  void finalizersThatAreTakenOffTakeNothingAlong() {
    assertThat(data("percona.com/delete-pvc", "percona.com/delete-backups").fate(false))
        .allMatch(line -> line.contains(" survive"));
  }

  @Test
  void aClusterThatIsBeingDeletedSaysSo() {
    var deleting =
        new CustomResource(
            "pgv2.percona.com/v2/perconapgclusters",
            Map.of(
                "metadata",
                Map.of("namespace", "shop", "name", "db", "deletionTimestamp", "2026-01-01"),
                "status",
                Map.of("state", "stopping")));
    assertThat(new ClusterData(deleting, List.of(), List.of()).described())
        .containsExactly(
            "perconapgclusters shop/db (stopping), being deleted",
            "  volumes: none",
            "  backup repositories: none");
  }

  @Test
  void whatIsOwnedGoesWhateverTheFinalizersAreAndTheBackupsOnItToo() {
    var repo = new ClusterVolume("db-repo1", "repo1", false, Optional.of("PostgresCluster db"));
    var data = new ClusterData(data().cluster(), List.of(volume("db-1"), repo), REPOSITORIES);

    assertThat(data.owned()).containsExactly(repo);
    assertThat(data.fate(false))
        .containsSequence(
            "volumes db-1 survive: nothing that is deleted owns them",
            "volume db-repo1 GOES with its owner PostgresCluster db",
            "backups in repo1 (a volume) GO with it (on db-repo1)",
            "backups in repo2 (s3://attic) survive");
    assertThat(data.survivingBackups(false)).doesNotContain("backups in repo1 (a volume) survive");
  }

  private static ClusterVolume volume(String name) {
    return new ClusterVolume(name, "", false, Optional.empty());
  }

  private static ClusterData data(String... finalizers) {
    var cluster =
        new CustomResource(
            "pgv2.percona.com/v2/perconapgclusters",
            Map.of(
                "metadata",
                Map.of("namespace", "shop", "name", "db", "finalizers", List.of(finalizers))));
    return new ClusterData(cluster, List.of(volume("db-1"), volume("db-2")), REPOSITORIES);
  }
}
