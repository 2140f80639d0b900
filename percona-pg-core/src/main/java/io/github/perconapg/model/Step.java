package io.github.perconapg.model;

import java.time.Duration;

/**
 * A completed step.
 *
 * @param name its subject, for example {@code CRDs} or {@code release}
 * @param outcome its outcome, in one line
 * @param duration how long it took
 */
public record Step(String name, String outcome, Duration duration) {}
