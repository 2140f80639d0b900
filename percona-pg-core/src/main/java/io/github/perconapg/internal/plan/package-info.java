/**
 * What would have to change: desired state and chart held against the live cluster. Reads only.
 * {@code Plan} and {@code Change} are public API; the rest is for deploy and destroy.
 */
@NullMarked
package io.github.perconapg.internal.plan;

import org.jspecify.annotations.NullMarked;
