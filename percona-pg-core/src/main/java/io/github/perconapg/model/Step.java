package io.github.perconapg.model;

import java.time.Duration;

/**
 * A step that was carried out.
 *
 * @param name what it was about, for example {@code CRDs} or {@code release}
 * @param outcome what was done, in one line
 * @param duration how long it took
 */
public record Step(String name, String outcome, Duration duration) {}
