package io.github.perconapg.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.perconapg.controlplane.ControlPlane;
import io.github.perconapg.controlplane.junit.FreshNamespace;
import io.github.perconapg.controlplane.junit.WithControlPlane;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program that is a module of its own, with the library's jars on the module path. */
@WithControlPlane
class ModulePathIT {

  /** What the library brings at run time; none of what only tests use. */
  private static final String LIBRARIES =
      ".*/(percona-pg-core|kubernetes-(client|model|httpclient)|jackson|snakeyaml|slf4j-api"
          + "|zjsonpatch|commons|helm-java|lib-api|linux-|jna|jspecify|error_prone_annotations)"
          + "[^/]*\\.jar";

  private static final String MODULE = "module orders { requires io.github.perconapg.core; }";
  private static final String MAIN =
      """
      package orders;

      import io.github.perconapg.PerconaPg;
      import io.github.perconapg.event.EventListener;
      import io.github.perconapg.Manifest;
      import io.github.perconapg.model.*;
      import io.github.perconapg.model.Target;
      import java.nio.file.Path;
      import java.time.Duration;

      public final class Main {
        public static void main(String[] arguments) {
          System.out.println(PerconaPg.class.getModule());
          var input = Manifest.read(Path.of(arguments[0]));
          var desired = DesiredState.of(input).chart(arguments[2]);
          var options = RunOptions.defaults().outputDirectory(Path.of(arguments[3]));
          var steady = VerifyOptions.defaults().stableFor(Duration.ZERO);
          try (var cluster = PerconaPg.connect(Target.kubeconfig(Path.of(arguments[1])))) {
            var done = cluster.deploy(desired, options, EventListener.none());
            System.out.println("revision " + done.outputs().revision());
            var report = cluster.verify(desired, steady, EventListener.none());
            System.out.println("healthy " + report.healthy());
            cluster.destroy(desired, DestroyOptions.defaults(), EventListener.none());
          }
        }
      }
      """;

  @Test
  void aModuleThatRequiresTheLibraryDeploysVerifiesAndDestroys(
      ControlPlane plane, @FreshNamespace String namespace, @TempDir Path folder) throws Exception {
    var scene = OperatorFixture.of(plane, namespace, folder);
    var manifest =
        Files.writeString(
            folder.resolve("operator.yaml"),
            """
            apiVersion: kubernetes.project-planton.org/v1
            kind: PerconaPostgresqlOperator
            metadata: {name: operator}
            spec: {namespace: %s, container: {}}
            """
                .formatted(namespace));
    var program = compiled(folder);

    var errors = folder.resolve("errors.txt");

    var output =
        run(
            errors,
            "--module-path",
            program + File.pathSeparator + libraries(),
            "--add-modules",
            "ALL-DEFAULT,ALL-MODULE-PATH",
            "--module",
            "orders/orders.Main",
            manifest.toString(),
            scene.kubeconfig().toString(),
            scene.desired().chart(),
            folder.resolve("out").toString());

    assertThat(output.lines())
        .as(Files.readString(errors))
        .containsExactly("module io.github.perconapg.core", "revision 1", "healthy true");
  }

  private static Path compiled(Path folder) throws IOException {
    var sources = Files.createDirectories(folder.resolve("source/orders"));
    var module = Files.writeString(folder.resolve("source/module-info.java"), MODULE);
    var main = Files.writeString(sources.resolve("Main.java"), MAIN);
    var classes = folder.resolve("classes");
    var javac = ToolProvider.findFirst("javac").orElseThrow();
    var words = List.of("-d", classes, "--module-path", libraries(), module, main);
    var status =
        javac.run(
            System.out, System.err, words.stream().map(Object::toString).toArray(String[]::new));
    assertThat(status).isZero();
    return classes;
  }

  private static String libraries() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(entry -> entry.matches(LIBRARIES))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String run(Path errors, String... words) throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var command = new ArrayList<>(List.of(java, "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of(words));
    var process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    return new String(process.getInputStream().readAllBytes(), UTF_8);
  }
}
