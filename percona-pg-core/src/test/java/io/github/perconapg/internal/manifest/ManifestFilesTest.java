package io.github.perconapg.internal.manifest;

import static io.github.perconapg.internal.manifest.Failures.HEAD;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.perconapg.Manifest;
import io.github.perconapg.model.StackInput;
import io.github.perconapg.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Files of manifests")
class ManifestFilesTest {

  @TempDir Path folder;

  private Path write(String name, String... namespaces) throws IOException {
    var text = new StringBuilder();
    for (var namespace : namespaces) {
      text.append("---\n")
          .append(HEAD)
          .append("spec: { container: {}, namespace: ")
          .append(namespace)
          .append(" }\n");
    }
    return Files.writeString(folder.resolve(name), text);
  }

  private static List<String> namespaces(List<StackInput> inputs) {
    return inputs.stream().map(input -> input.target().spec().namespace()).toList();
  }

  @Test
  void mayHoldSeveralDocumentsEach() throws IOException {
    var file = write("m.yaml", "one", "two");
    assertThat(namespaces(Manifest.readAll(List.of(file), List.of())))
        .containsExactly("one", "two");
  }

  @Test
  void ofAFolderAreReadByNameWhateverTheCaseOfTheirEnding() throws IOException {
    write("b.yml", "b");
    write("a.yaml", "a");
    write("c.JSON", "c");
    write("d.txt", "d");
    Files.createDirectory(folder.resolve("e.yaml"));
    assertThat(namespaces(Manifest.readAll(List.of(folder), List.of())))
        .containsExactly("a", "b", "c");
  }

  @Test
  void namedTwiceAreReadOnce() throws IOException {
    var file = write("a.yaml", "a");
    var inputs = Manifest.readAll(List.of(file, folder, folder.resolve("./a.yaml")), List.of());
    assertThat(namespaces(inputs)).containsExactly("a");
  }

  @Test
  void reportTheFindingsOfAllOfThemAtOnce() throws IOException {
    var a = write("a.yaml", "A");
    var b = write("b.yaml", "ok", "B");
    var missing = folder.resolve("c.yaml");
    assertThat(Failures.ofAll(List.of(a, b, missing), "nope=1"))
        .extracting(problem -> problem.summary().replace(folder + "/", "").split(" ", 2)[0])
        .containsExactlyInAnyOrder("override", "a.yaml:6:35:", "b.yaml:12:35:", "c.yaml:");
  }

  @Test
  void withABrokenDocumentStillReportTheOnesBeforeIt() throws IOException {
    var file = write("a.yaml", "A");
    Files.writeString(file, "---\na: b: c\n", java.nio.file.StandardOpenOption.APPEND);
    assertThat(Failures.ofAll(List.of(file)))
        .extracting(problem -> problem.code())
        .containsExactly(ProblemCode.MANIFEST_INVALID_VALUE, ProblemCode.MANIFEST_SYNTAX);
  }

  @Test
  void thatWouldBeOneReleaseAreRefusedWithBothPlaces() throws IOException {
    var a = write("a.yaml", "x", "same");
    var b = write("b.yaml", "same");
    var problems = Failures.ofAll(List.of(a, b));
    assertThat(problems).hasSize(1);
    assertThat(problems.get(0).code()).isEqualTo(ProblemCode.MANIFEST_CONFLICT);
    assertThat(problems.get(0).summary())
        .isEqualTo(
            b
                + ":2:1: this resource and the one at "
                + a
                + ":8:1 are one release: both go to"
                + " namespace same of the current cluster");
  }

  @Test
  void mayGoToOneNamespaceOfTwoClusters() throws IOException {
    var spec = "spec: { container: {}, targetCluster: { credentialId: %s } }\n";
    var file =
        Files.writeString(
            folder.resolve("m.yaml"),
            HEAD + String.format(spec, "a") + "---\n" + HEAD + String.format(spec, "b"));
    assertThat(Manifest.readAll(List.of(file), List.of())).hasSize(2);
    Files.writeString(
        file,
        "---\n"
            + HEAD
            + "spec: { container: {}, targetCluster: { clusterName: a, clusterKind: K } }\n",
        java.nio.file.StandardOpenOption.APPEND);
    assertThat(Failures.ofAll(List.of(file)).get(0).summary())
        .contains("namespace percona-postgresql-operator of cluster a");
  }

  @Test
  void thatDoNotExistAreNamedWithTheNearestName() throws IOException {
    var file = write("percona-postgresql-operator.yaml", "a");
    var problem = Failures.ofAll(List.of(folder.resolve("percona-postgres-operator.yaml"))).get(0);
    assertThat(problem.code()).isEqualTo(ProblemCode.MANIFEST_NOT_FOUND);
    assertThat(problem.facts()).containsExactly("did you mean " + file + "?");
  }

  @Test
  void areMissedInAnEmptyFolderAndAnEmptyList() {
    assertThat(Failures.ofAll(List.of(folder)).get(0).code()).isEqualTo(ProblemCode.MANIFEST_EMPTY);
    assertThat(Failures.ofAll(List.of()).get(0).code()).isEqualTo(ProblemCode.MANIFEST_EMPTY);
  }

  @Test
  void ofSeveralDocumentsAreNotReadAsOne() throws IOException {
    var file = write("m.yaml", "a", "b");
    assertThat(Failures.of(() -> Manifest.read(file)).get(0).summary())
        .isEqualTo(file + ": there are 2 documents where one is wanted");
  }
}
