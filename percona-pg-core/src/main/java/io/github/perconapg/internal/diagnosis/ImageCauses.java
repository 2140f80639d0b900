package io.github.perconapg.internal.diagnosis;

import io.github.perconapg.problem.ProblemCode;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Why an image cannot be had, by the words of the kubelet, containerd, CRI-O and the registries
 * (kubelet: pkg/kubelet/images/types.go and events of "Failed to pull image"; registries: the error
 * codes of the OCI distribution specification).
 */
final class ImageCauses {

  /** A pull secret may reach a new namespace a moment after the pod. */
  private static final Duration REFUSED_FOR = Duration.ofSeconds(5);

  /** A waiting container has one of these reasons when its image is in the way. */
  private static final Set<String> REASONS =
      Set.of(
          "ErrImagePull",
          "ImagePullBackOff",
          "InvalidImageName",
          "ErrImageNeverPull",
          "ImageInspectError",
          "RegistryUnavailable",
          "SignatureValidationFailed");

  /**
   * The first that matches counts: a registry says "denied" of an image that it may not tell to be
   * missing, and a rate limit may come as a 403 or a 404 of a mirror behind it.
   */
  private static final List<Row> TABLE =
      List.of(
          row(
              "toomanyrequests|429 Too Many|pull QPS exceeded|rate limit",
              ProblemCode.REGISTRY_RATE_LIMITED,
              null),
          row(
              "InvalidImageName|couldn't parse image|invalid reference format|invalid image name",
              ProblemCode.IMAGE_INVALID,
              Duration.ZERO),
          row(
              "no match for platform|no matching manifest|exec format error|"
                  + "choosing an image from manifest list|no image found in (manifest list|image"
                  + " index) for architecture",
              ProblemCode.IMAGE_ARCHITECTURE,
              Duration.ZERO),
          row(
              "unauthorized|401 Unauthorized|403 Forbidden|access denied|insufficient_scope"
                  + "|authentication required|no basic auth credentials|denied: ",
              ProblemCode.IMAGE_UNAUTHORIZED,
              REFUSED_FOR),
          row(
              "dial tcp|no such host|connection refused|i/o timeout|handshake timeout"
                  + "|deadline exceeded|network is unreachable|no route to host|x509: "
                  + "|HTTP response to HTTPS client|RegistryUnavailable|proxyconnect"
                  + "|50[0-9] [A-Z]|unexpected EOF|connection reset",
              ProblemCode.REGISTRY_UNREACHABLE,
              null),
          row(
              "[Nn]ot [Ff]ound|manifest unknown|name unknown|NotFound|ErrImageNeverPull",
              ProblemCode.IMAGE_NOT_FOUND,
              Duration.ZERO));

  private ImageCauses() {}

  /** Tells whether a container waits for its image. */
  static boolean isImage(String waitingReason) {
    return REASONS.contains(waitingReason);
  }

  /**
   * The cause behind a message.
   *
   * @param text reason and message of a waiting container, or of an event
   * @param fact how it is told
   * @param image the requested image
   */
  static Cause of(String text, String fact, String image) {
    return TABLE.stream()
        .filter(row -> row.words.matcher(text).find())
        .findFirst()
        .map(
            row -> {
              var cause = Cause.of(row.code, fact);
              return row.endsAfter == null ? cause : cause.endsAfter(row.endsAfter);
            })
        .orElseGet(
            () ->
                Cause.unknown(
                    "its image cannot be pulled",
                    fact,
                    "Check image " + image + ", its registry and value imagePullSecrets."));
  }

  private static Row row(String words, ProblemCode code, @Nullable Duration endsAfter) {
    return new Row(Pattern.compile(words), code, endsAfter);
  }

  /**
   * @param endsAfter how long it must last until no waiting helps; null while it may get well
   */
  private record Row(Pattern words, ProblemCode code, @Nullable Duration endsAfter) {}
}
