package io.github.perconapg.release.worker;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.Release;
import java.nio.file.Path;
import java.util.Map;
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

  static Map<String, String> run(Message request) {
    return answer(
        () ->
            switch (request.get(Message.VERB)) {
              case "install" -> install(request);
              case "upgrade" -> upgrade(request);
              case "uninstall" -> uninstall(request);
              case "template" -> template(request);
              default -> throw new IllegalArgumentException("no such verb");
            });
  }

  private static String install(Message request) {
    return deployed(
        Helm.install(request.get(Message.CHART))
            .withName(request.get(Message.RELEASE))
            .withNamespace(request.get(Message.NAMESPACE))
            .withDescription(request.get(Message.DESCRIPTION))
            .withValuesFile(Path.of(request.get(Message.VALUES)))
            .withKubeConfig(Path.of(request.get(Message.KUBECONFIG)))
            .withTimeout(Integer.parseInt(request.get(Message.TIMEOUT)))
            .disableOpenApiValidation()
            .skipCrds()
            .call());
  }

  /** With resetValues: without it Helm keeps the former values when the new ones are empty. */
  private static String upgrade(Message request) {
    return deployed(
        Helm.upgrade(request.get(Message.CHART))
            .withName(request.get(Message.RELEASE))
            .withNamespace(request.get(Message.NAMESPACE))
            .withDescription(request.get(Message.DESCRIPTION))
            .withValuesFile(Path.of(request.get(Message.VALUES)))
            .withKubeConfig(Path.of(request.get(Message.KUBECONFIG)))
            .withTimeout(Integer.parseInt(request.get(Message.TIMEOUT)))
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
  private static @Nullable String uninstall(Message request) {
    var release = request.get(Message.RELEASE);
    try {
      return Helm.uninstall(release)
          .withNamespace(request.get(Message.NAMESPACE))
          .withKubeConfig(Path.of(request.get(Message.KUBECONFIG)))
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

  private static String template(Message request) {
    return Helm.template(request.get(Message.CHART))
        .withName(request.get(Message.RELEASE))
        .withNamespace(request.get(Message.NAMESPACE))
        .withValuesFile(Path.of(request.get(Message.VALUES)))
        .skipCrds()
        .call();
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
          ? Map.of(Message.ERROR, "Helm gave no answer: its Go code panicked")
          : Map.of(Message.RESULT, result);
    } catch (RuntimeException | LinkageError e) {
      // Whatever it is, the caller has to hear of it: helm-java throws bare RuntimeExceptions, and
      // a library that does not load ends in LinkageErrors.
      var message = e.getMessage();
      return Map.of(
          Message.ERROR,
          e instanceof IllegalStateException && message != null ? message : e.toString());
    }
  }

  interface Call {
    @Nullable String run();
  }
}
