package io.github.perconapg.controlplane.binaries;

import io.github.perconapg.controlplane.process.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** One run of go build for each program of a module. */
final class ModuleBuild {
  private static final Duration LIMIT = Duration.ofMinutes(45);
  private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(20);

  /** The stages that make nodes and pods ready, as kwok's own kustomizations name them. */
  private static final List<String> STAGES =
      List.of("node/fast", "node/heartbeat-with-lease", "pod/fast");

  private final GoModule module;
  private final GoToolchain go;
  private final Consumer<String> progress;

  ModuleBuild(GoModule module, GoToolchain go, Consumer<String> progress) {
    this.module = module;
    this.go = go;
    this.progress = progress;
  }

  void into(Path folder) throws IOException {
    Path source = Files.createDirectories(folder.resolve("src"));
    Files.write(source.resolve("go.mod"), module.file("go.mod"));
    Files.write(source.resolve("go.sum"), module.file("go.sum"));
    go.check(source, module.goVersion());
    progress.accept(
        "Building "
            + module.builds()
            + " from Go modules; this happens once and takes "
            + module.coldBuild()
            + " on two cores when nothing was downloaded before.");
    Path bin = Files.createDirectories(folder.resolve("bin"));
    for (Map.Entry<String, String> program : new TreeMap<>(module.packages()).entrySet()) {
      compile(source, bin.resolve(program.getKey()), program.getValue());
    }
    if (module == GoModule.KWOK) {
      copyStages(source, Files.createDirectories(folder.resolve("stages")));
    }
    Folders.delete(source);
  }

  private void compile(Path source, Path program, String goPackage) {
    List<Object> arguments = new ArrayList<>(List.of("build"));
    arguments.addAll(module.flags());
    arguments.addAll(List.of("-o", program, goPackage));
    long start = System.nanoTime();
    Runnable stillBuilding =
        () ->
            progress.accept(
                "Still building %s (%d s)."
                    .formatted(
                        program.getFileName(),
                        Duration.ofNanos(System.nanoTime() - start).toSeconds()));
    go.command(source, arguments.toArray()).run(LIMIT, SIGN_OF_LIFE, stillBuilding).orThrow();
  }

  private void copyStages(Path source, Path stages) throws IOException {
    String answer =
        go.command(source, "list", "-m", "-f", "{{.Dir}}", "sigs.k8s.io/kwok")
            .run(LIMIT)
            .orThrow()
            .strip();
    for (String stage : STAGES) {
      Path from = Path.of(answer, "kustomize", "stage").resolve(stage);
      try (var files = Files.newDirectoryStream(from, "*.yaml")) {
        for (Path file : files) {
          if (!file.endsWith("kustomization.yaml")) {
            Files.write(stages.resolve(file.getFileName()), Files.readAllBytes(file));
          }
        }
      }
    }
  }
}
