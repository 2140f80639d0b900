package io.github.perconapg.internal.helm.worker;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.Release;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The Helm calls. Never with wait, atomic or createNamespace: readiness is watched, and what is
 * undone is decided, by the caller. Never {@code upgrade --install}: helm-java then drops the
 * kubeconfig.
 */
final class Verbs {

  private Verbs() {}

  /** Loads the library. The answer's result is Helm's version. */
  static Map<String, String> warmUp() {
    return answer(() -> Helm.version().call());
  }

  static Map<String, String> run(WorkerMessage request, UnaryOperator<WorkerMessage> caller) {
    return answer(
        () ->
            switch (request.get(WorkerMessage.VERB)) {
              case "install" -> install(request);
              case "upgrade" -> upgrade(request);
              case "uninstall" -> uninstall(request);
              case "render-install", "render-upgrade" -> render(request, caller);
              default -> throw new IllegalArgumentException("no such verb");
            });
  }

  private static String install(WorkerMessage request) {
    return deployed(
        Helm.install(request.get(WorkerMessage.CHART))
            .withName(request.get(WorkerMessage.RELEASE))
            .withNamespace(request.get(WorkerMessage.NAMESPACE))
            .withDescription(request.get(WorkerMessage.DESCRIPTION))
            .withValuesFile(Path.of(request.get(WorkerMessage.VALUES)))
            .withKubeConfig(Path.of(request.get(WorkerMessage.KUBECONFIG)))
            .withTimeout(Integer.parseInt(request.get(WorkerMessage.TIMEOUT)))
            .disableOpenApiValidation()
            .skipCrds()
            .call());
  }

  /** With resetValues: without it Helm keeps the previous values when the new ones are empty. */
  private static String upgrade(WorkerMessage request) {
    return deployed(
        Helm.upgrade(request.get(WorkerMessage.CHART))
            .withName(request.get(WorkerMessage.RELEASE))
            .withNamespace(request.get(WorkerMessage.NAMESPACE))
            .withDescription(request.get(WorkerMessage.DESCRIPTION))
            .withValuesFile(Path.of(request.get(WorkerMessage.VALUES)))
            .withKubeConfig(Path.of(request.get(WorkerMessage.KUBECONFIG)))
            .withTimeout(Integer.parseInt(request.get(WorkerMessage.TIMEOUT)))
            .resetValues()
            .disableOpenApiValidation()
            .skipCrds()
            .call());
  }

  /**
   * Without ignoreNotFound, which takes every error in reading the records, a missing right
   * included, for an absent release. With debug, because the reasons why objects could not be
   * deleted stand in Helm's log only.
   */
  private static @Nullable String uninstall(WorkerMessage request) {
    var release = request.get(WorkerMessage.RELEASE);
    try {
      return Helm.uninstall(release)
          .withNamespace(request.get(WorkerMessage.NAMESPACE))
          .withKubeConfig(Path.of(request.get(WorkerMessage.KUBECONFIG)))
          .debug()
          .call();
    } catch (IllegalStateException e) {
      if (String.valueOf(e.getMessage())
          .startsWith("uninstall: Release not loaded: " + release + ": release: not found")) {
        return "absent";
      }
      throw e;
    }
  }

  /** Renders; the result is the record as Helm would store it. */
  private static String render(WorkerMessage request, UnaryOperator<WorkerMessage> caller) {
    var file = Path.of(request.get(WorkerMessage.ANSWERS));
    try (var cluster = new RenderServer(read(file).fields(), caller)) {
      var kubeconfig = file.resolveSibling("kubeconfig");
      Files.writeString(kubeconfig, cluster.kubeconfig());
      var fields = new LinkedHashMap<>(request.fields());
      fields.put(WorkerMessage.KUBECONFIG, kubeconfig.toString());
      fields.put(WorkerMessage.TIMEOUT, "60");
      try {
        var verb = request.get(WorkerMessage.VERB);
        var unused =
            verb.equals("render-install")
                ? install(new WorkerMessage(fields))
                : upgrade(new WorkerMessage(fields));
      } catch (IllegalStateException e) {
        if (cluster.record() == null) {
          throw e;
        }
      }
      var record = cluster.record();
      if (record == null) {
        throw new IllegalStateException("Helm has written no record");
      }
      return record;
    } catch (IOException e) {
      throw new IllegalStateException("rendering is impossible: " + e, e);
    }
  }

  private static WorkerMessage read(Path file) throws IOException {
    return WorkerMessage.decode(Files.readString(file));
  }

  private static String deployed(Release release) {
    if (!"deployed".equals(release.getStatus())) {
      throw new IllegalStateException("the release's status is " + release.getStatus());
    }
    return release.getRevision();
  }

  static Map<String, String> answer(Call call) {
    try {
      var result = call.run();
      // After a panic in Go helm-java returns nothing and throws nothing.
      return result == null || result.isEmpty()
          ? Map.of(WorkerMessage.ERROR, "Helm gave no answer: its Go code panicked")
          : Map.of(WorkerMessage.RESULT, result);
    } catch (RuntimeException | LinkageError e) {
      // Whatever it is, the caller has to hear of it: helm-java throws bare RuntimeExceptions, and
      // a library that does not load ends in LinkageErrors.
      var message = e.getMessage();
      return Map.of(
          WorkerMessage.ERROR,
          e instanceof IllegalStateException && message != null ? message : e.toString());
    }
  }

  interface Call {
    @Nullable String run();
  }
}
