/**
 * Talks to the API server: one HTTP client with its limits, requests and watches over unstructured
 * values, discovery, and the typed client where types are needed.
 */
@NullMarked
package io.github.perconapg.internal.kubernetes;

import org.jspecify.annotations.NullMarked;
