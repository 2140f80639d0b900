/**
 * Immutable values of the public API: the resource and its stack input, the desired state, options
 * and results. Uses JDK types only; {@code manifest} converts from protocol buffers.
 */
@NullMarked
package io.github.perconapg.model;

import org.jspecify.annotations.NullMarked;
