package io.github.perconapg.internal.chart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.github.perconapg.Manifest;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files under Windows' rules: drives, shares, backslashes, no case, no POSIX rights. */
class WindowsFilesTest {

  private final FileSystem windows =
      Jimfs.newFileSystem(
          Configuration.windows().toBuilder().setRoots("C:\\", "\\\\server\\share\\").build());

  @AfterEach
  void close() throws IOException {
    windows.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"C:\\charts\\pg operator", "\\\\server\\share\\pg-operator"})
  void aChartsFolderIsReadWithTheNamesThatItHasEverywhere(String folder) throws IOException {
    write(folder + "\\Chart.yaml", "name: pg-operator");
    write(folder + "\\templates\\deployment.yaml", "kind: Deployment");
    write(folder + "\\.git\\config", "left out");

    var files = new ChartFiles("test");
    ChartFolder.read(windows.getPath(folder), files);

    assertThat(files.all().keySet()).containsExactly("Chart.yaml", "templates/deployment.yaml");
  }

  @Test
  void theCacheKeepsFilesAndFoldersWithoutPosixRights() throws IOException {
    var cache = new PrivateCache(windows.getPath("C:\\Users\\me\\.cache\\percona-pg\\charts"));
    var chart = new TreeMap<String, byte[]>();
    chart.put("templates/deployment.yaml", "kind: Deployment".getBytes(UTF_8));

    var folder = cache.folder("pg-operator-2.7.0", chart);
    var again = cache.folder("pg-operator-2.7.0", chart);
    Files.delete(folder.resolve("templates\\deployment.yaml"));
    var mended = cache.folder("pg-operator-2.7.0", chart);

    assertThat(again).isEqualTo(folder).isEqualTo(mended);
    assertThat(Files.readString(folder.resolve("templates\\deployment.yaml")))
        .isEqualTo("kind: Deployment");
    cache.write("archives", "x.tgz", new byte[] {1});
    assertThat(cache.read("archives", "x.tgz", 10)).containsExactly(1);
  }

  @Test
  void aManifestIsReadOnceHoweverItsNameIsWritten() throws IOException {
    var file =
        write(
            "C:\\work\\Operator.yaml",
            """
            apiVersion: kubernetes.project-planton.org/v1
            kind: PerconaPostgresqlOperator
            metadata: {name: percona-postgresql-operator}
            spec: {container: {}}
            """);
    var sameFile = windows.getPath("c:\\WORK\\operator.yaml");

    var inputs = Manifest.readAll(List.of(file, sameFile, file.getParent()), List.of());

    assertThat(inputs).hasSize(1);
    assertThat(inputs.get(0).source()).isEqualTo("C:\\work\\Operator.yaml");
  }

  private Path write(String name, String text) throws IOException {
    var file = windows.getPath(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }
}
