/** Decides whether the operator is ready, and waits until it is. */
@NullMarked
package io.github.perconapg.internal.readiness;

import org.jspecify.annotations.NullMarked;
