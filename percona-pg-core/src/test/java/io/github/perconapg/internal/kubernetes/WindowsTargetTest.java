package io.github.perconapg.internal.kubernetes;

import static io.github.perconapg.internal.kubernetes.TestSite.desired;
import static io.github.perconapg.internal.kubernetes.TestSite.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.perconapg.internal.kubeconfig.CommandPath;
import io.github.perconapg.internal.kubeconfig.Kubeconfig;
import io.github.perconapg.model.Environment;
import io.github.perconapg.model.Target;
import io.github.perconapg.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only a user of Windows meets; the tests run elsewhere and say what the platform would. */
class WindowsTargetTest {

  private static final String SEPARATOR = ";";

  @TempDir Path folder;

  @Test
  void kubeconfigsAreSeparatedBySemicolonsBecauseADriveHasAColon() {
    assertThat(kubeconfigs("C:\\Users\\me\\.kube\\config;D:\\team;;\\\\server\\share\\config"))
        .isEqualTo("[C:\\Users\\me\\.kube\\config, D:\\team, \\\\server\\share\\config]");
    assertThat(kubeconfigs(" ")).isEqualTo("[" + folder.resolve(".kube/config") + "]");
  }

  private String kubeconfigs(String variable) {
    var variables = Map.of("KUBECONFIG", variable);
    var environment = new Environment(variables, folder, folder, folder, Clock.systemUTC());
    return Kubeconfig.defaultFiles(environment, SEPARATOR).toString();
  }

  /** On Windows that is a quotation mark, here only the character that no platform takes. */
  @Test
  void whatCannotBeAPathIsToldWithItsPlace() {
    assertThat(refused(ProblemCode.KUBECONFIG_NOT_FOUND, () -> kubeconfigs("C:\\a;\0")))
        .hasMessageContaining("The variable KUBECONFIG names no file of this platform")
        .hasMessageContaining("separated by ; alone");
    var site = new TestSite(folder);
    var targets = site.write("targets.yaml", "prod: {kubeconfig: \"\\0\", context: prod}\n");
    var target = Target.of(desired("prod")).targetsFile(targets);
    assertThat(refused(ProblemCode.TARGETS_FILE_INVALID, () -> site.connect(target)))
        .hasMessageContaining("targets.yaml:1:20: this is not a path on this platform");
  }

  @Test
  void aCommandIsAnExeEvenWhereAShellScriptOfItsNameStandsBesideIt() throws IOException {
    program("first", "gcloud.txt");
    program("second", "gcloud");
    program("second", "gcloud.cmd");
    program("third", "gcloud.exe");

    assertThat(search("first;second;third", "gcloud")).hasValue(at("second/gcloud.cmd"));
    assertThat(search("second;third", "gcloud.exe")).hasValue(at("third/gcloud.exe"));
    assertThat(search("first;;nowhere", "gcloud")).isEmpty();
  }

  @Test
  void elsewhereNoEndingIsAdded() throws IOException {
    program("first", "gcloud.exe");
    program("second", "gcloud");

    var both = at("first") + ":" + at("second");
    assertThat(new CommandPath(both, ":").find("gcloud")).hasValue(at("second/gcloud"));
  }

  private Optional<Path> search(String folders, String command) {
    var absolute = folders.replaceAll("[a-z]+", folder + "/$0");
    return new CommandPath(absolute, SEPARATOR).find(command);
  }

  private void program(String parent, String name) throws IOException {
    Files.createDirectories(at(parent));
    var file = Files.writeString(at(parent).resolve(name), "");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private Path at(String path) {
    return folder.resolve(path);
  }
}
