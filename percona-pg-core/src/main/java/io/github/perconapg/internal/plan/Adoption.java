package io.github.perconapg.internal.plan;

import io.github.perconapg.internal.helm.RenderedObject;

/**
 * An object without an owner that is adopted.
 *
 * @param object what the chart renders in its place
 * @param uid the UID that the plan saw
 * @param resourceVersion the resource version that the plan saw
 */
public record Adoption(RenderedObject object, String uid, String resourceVersion) {}
