package io.github.perconapg.it.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.perconapg.controlplane.ControlPlane;
import io.github.perconapg.controlplane.junit.FreshNamespace;
import io.github.perconapg.controlplane.junit.WithControlPlane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Goals typed in a folder that has a manifest and no POM. */
@WithControlPlane
class WithoutAProjectIT {

  private final Maven maven = Maven.ofThisRun();

  @TempDir Path temporary;

  @Test
  void validateNeedsFullCoordinatesOnlyAndLoadsNeitherTheKubernetesClientNorHelm()
      throws IOException {
    var folder = Readme.copyExample("quickstart", temporary);
    Files.delete(folder.resolve("pom.xml"));
    var classes = temporary.resolve("classes.txt");

    var ran =
        maven
            .jvmOption("-Xlog:class+load:file=" + classes)
            .run(folder, Readme.goals("validate"))
            .succeeded();

    assertThat(ran.lines()).anyMatch(line -> line.contains(Workspace.MANIFEST));
    assertThat(Maven.text(classes))
        .contains("io.github.perconapg.maven.ValidateMojo")
        .doesNotContain("io.fabric8.", "com.marcnuri.", "com.sun.jna.");
  }

  /** Nothing can be made below a file, whoever tries. */
  private String homeThatCannotBeWritten() throws IOException {
    var file = Files.writeString(temporary.resolve("file"), "");
    return "-Duser.home=" + file.resolve("home");
  }

  @Test
  void everyGoalWorksByFullCoordinatesInAFolderOfAnyNameAndWithAHomeThatCannotBeWritten(
      ControlPlane plane, KubernetesClient client, @FreshNamespace String namespace)
      throws IOException {
    var place =
        Workspace.of(
            temporary.resolve("mañifèst dir ünd 日本"),
            temporary.resolve("äside it"),
            plane,
            namespace);
    var utf8 =
        maven
            .env("LC_ALL", "C.UTF-8")
            .env("XDG_CACHE_HOME", temporary.resolve("cäche it").toString())
            .jvmOption(homeThatCannotBeWritten());
    var goals = Readme.goals("preview", "deploy", "verify", "deploy");

    var ran = utf8.run(place.folder(), place.words(goals, place.intoNamespace())).succeeded();

    assertThat(ran.output())
        .containsSubsequence(
            "Cluster k8s-cluster-01", "Installed pg-operator 2.7.0", "Unchanged pg-operator 2.7.0");
    assertThat(Files.readString(place.outputs().resolve("outputs.json")))
        .contains("\"namespace\" : \"" + namespace + "\"", "\"revision\" : 1");
    assertThat(Files.readAllLines(place.outputs().resolve("trace.jsonl")))
        .anyMatch(line -> line.contains("\"goal\":\"deploy\"") && line.contains("\"PATCH\""));
    assertThat(ran.arguments()).anyMatch(arguments -> arguments.contains("helm.worker"));
    neverShown(place, ran);

    var twice = Readme.goals("destroy", "destroy");
    var gone = utf8.run(place.folder(), place.words(twice, place.intoNamespace())).succeeded();

    assertThat(gone.output()).containsSubsequence("Removed ", "; nothing was done");
    assertThat(client.namespaces().withName(namespace).get()).isNull();
    neverShown(place, gone);
  }

  @Test
  void whatNeedsACacheInAHomeThatCannotBeWrittenSaysWhatToSet(
      ControlPlane plane, KubernetesClient client, @FreshNamespace String namespace)
      throws IOException {
    var place =
        Workspace.of(temporary.resolve("here"), temporary.resolve("aside"), plane, namespace);
    var homeless = maven.env("XDG_CACHE_HOME", "").jvmOption(homeThatCannotBeWritten());
    var goals = Readme.goals("validate", "deploy");

    var ran = homeless.run(place.folder(), place.words(goals, place.intoNamespace())).failed();

    assertThat(ran.output())
        .contains("kept in the cache " + temporary.resolve("file/home/.cache/percona-pg"))
        .contains("set XDG_CACHE_HOME to one that can");
    assertThat(client.namespaces().withName(namespace).get()).as("nothing was written").isNull();
  }

  private static void neverShown(Workspace place, MavenResult ran) throws IOException {
    assertThat(ran.text()).doesNotContain(place.token());
    assertThat(ran.arguments()).noneMatch(arguments -> arguments.contains(place.token()));
    assertThat(Workspace.texts(place.outputs())).noneMatch(text -> text.contains(place.token()));
  }

  @Test
  void thePluginGroupInSettingsMakesThePrefixWorkAndQuietIsSilentAndAsciiLosesNoLetter(
      ControlPlane plane, KubernetesClient client, @FreshNamespace String namespace)
      throws IOException {
    var place =
        Workspace.of(temporary.resolve("here"), temporary.resolve("aside"), plane, namespace);
    var manifest = place.folder().resolve(Workspace.MANIFEST);
    Files.writeString(manifest, "# Größe für 日本\n" + Files.readString(manifest));
    var values = place.aside().resolve("values.yaml");
    Files.writeString(values, "podAnnotations: {owner: Jürgen 日本}\n");
    var withValues = "-Dpercona-pg.valuesFile=" + values;
    var prefixed = maven.withSettings(FreshRepository.read(Readme.settings())).env("LC_ALL", "C");
    var classes = temporary.resolve("classes.txt");

    var deployed =
        prefixed
            .jvmOption("-Xlog:class+load:file=" + classes)
            .run(
                place.folder(),
                place.words(List.of("percona-pg:deploy"), place.intoNamespace(), withValues))
            .succeeded();
    var owner = annotation(client, namespace, "owner");
    var quiet =
        prefixed
            .run(
                place.folder(),
                place.words(
                    List.of("-q", "percona-pg:validate", "percona-pg:preview"),
                    "percona-pg:deploy",
                    "percona-pg:verify",
                    "percona-pg:destroy",
                    place.intoNamespace(),
                    withValues))
            .succeeded();

    assertThat(deployed.output()).contains("Installed pg-operator 2.7.0");
    assertThat(deployed.output().chars()).as(deployed.output()).allMatch(c -> c < 128);
    assertThat(Maven.text(classes)).doesNotContain("com.marcnuri.", "com.sun.jna.");
    assertThat(quiet.output()).isEmpty();
    assertThat(owner).isEqualTo("Jürgen 日本");
    assertThat(place.outputs().resolve("deploy-report.json")).content().contains("\"unchanged\"");
  }

  private static @Nullable String annotation(
      KubernetesClient client, String namespace, String name) {
    var deployment = client.apps().deployments().inNamespace(namespace).withName("pg-operator");
    return deployment.get().getSpec().getTemplate().getMetadata().getAnnotations().get(name);
  }
}
