package io.github.perconapg.controlplane.operator;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

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
  /** The kernel kills the container each time it has run for 17 seconds. */
  OUT_OF_MEMORY,
  /** The registry has no such image. */
  IMAGE_MISSING,
  /** The image takes a minute to pull. */
  SLOW_START,
  /** The container runs and is ready, and never asks for the Lease. */
  NEVER_LEADS,
  /** The container leads, works for 20 seconds and then exits with 2, each time. */
  EXITS_AFTER_LEADING;

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
