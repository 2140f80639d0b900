/**
 * Reads YAML 1.2 and JSON that came from outside, within bounds. It is the only package that knows
 * the parsers: whatever a text makes them throw becomes the problem of the text.
 */
@NullMarked
package io.github.perconapg.internal.yaml;

import org.jspecify.annotations.NullMarked;
