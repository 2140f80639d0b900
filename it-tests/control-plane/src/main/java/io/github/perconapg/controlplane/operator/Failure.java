package io.github.perconapg.controlplane.operator;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Ways to fail that a pod asks for by the annotation {@value #ANNOTATION}.
 *
 * <p>What the real operator would notice by itself is noticed without any annotation: a missing
 * CRD, missing rights, a memory limit of 16Mi, an image tag that ends in {@code :does-not-exist},
 * an unschedulable pod.
 */
public enum Failure {
  /** The container exits with 1 a second after each start. */
  CRASH_LOOP,
  /** The container panics a second after each start, because of a feature gate. */
  PANICS,
  /** The kernel kills the container each time it has run for 17 seconds. */
  OUT_OF_MEMORY,
  /** The container leads, works for 20 seconds and is then killed for its memory, each time. */
  OUT_OF_MEMORY_AFTER_LEADING,
  /** The registry has no such image. */
  IMAGE_MISSING(
      "rpc error: code = NotFound desc = failed to pull and unpack image \"%1$s\": failed to"
          + " resolve reference \"%1$s\": %1$s: not found"),
  /** The registry gives the image to others only. */
  IMAGE_UNAUTHORIZED(
      "failed to pull and unpack image \"%1$s\": failed to resolve reference \"%1$s\": failed to"
          + " authorize: failed to fetch anonymous token: unexpected status from GET request to"
          + " https://registry.invalid/token: 401 Unauthorized"),
  /** The node cannot reach the registry. */
  REGISTRY_UNREACHABLE(
      "failed to pull and unpack image \"%1$s\": failed to resolve reference \"%1$s\": failed to do"
          + " request: Head \"https://registry.invalid/v2/\": dial tcp: lookup registry.invalid: no"
          + " such host"),
  /** The registry has given enough to this node. */
  REGISTRY_RATE_LIMITED(
      "failed to pull and unpack image \"%1$s\": failed to copy: httpReadSeeker: failed open:"
          + " unexpected status code https://registry.invalid/v2/: 429 Too Many Requests - Server"
          + " message: toomanyrequests: You have reached your pull rate limit"),
  /** The image is made for other processors only. */
  IMAGE_FOR_ANOTHER_PROCESSOR(
      "rpc error: code = NotFound desc = failed to pull and unpack image \"%1$s\": no match for"
          + " platform in manifest: not found"),
  /** The container exits with 1 at once, because of the namespaces that it is to watch. */
  BAD_WATCH_NAMESPACE,
  /** The image takes a minute to pull. */
  SLOW_START,
  /** The operator works, and takes a minute to let each object go that was deleted. */
  SLOW_FINALIZERS,
  /** The operator works, and never lets an object go that was deleted. */
  KEEPS_FINALIZERS,
  /** The container runs and is ready, and never asks for the Lease. */
  NEVER_LEADS,
  /** The container leads, works for 20 seconds and then exits with 2, each time. */
  EXITS_AFTER_LEADING;

  private final @Nullable String pullError;

  Failure() {
    this(null);
  }

  /**
   * @param pullError what the container runtime says when it cannot pull, with %1$s for the image;
   *     null when it can
   */
  Failure(@Nullable String pullError) {
    this.pullError = pullError;
  }

  /** What the container runtime says of an image that it cannot pull; empty when it can. */
  Optional<String> pullError(String image) {
    return Optional.ofNullable(pullError).map(words -> words.formatted(image));
  }

  /** The pod annotation, set through the chart's value podAnnotations. */
  public static final String ANNOTATION = "stand-in.percona-pg/fails";

  /** The annotation's value, such as crash-loop. */
  public String value() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What a pod asks for. */
  static Optional<Failure> of(Pod pod) {
    Map<String, String> annotations = pod.getMetadata().getAnnotations();
    String wish = annotations == null ? null : annotations.get(ANNOTATION);
    return Arrays.stream(values()).filter(each -> each.value().equals(wish)).findFirst();
  }
}
