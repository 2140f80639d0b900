/**
 * Immutable values of the public API: the resource and its stack input, what is desired, how to
 * run, and what came of it. Holds JDK types only; the protocol buffer classes stay behind the
 * conversion in {@code manifest}.
 */
@NullMarked
package io.github.perconapg.model;

import org.jspecify.annotations.NullMarked;
