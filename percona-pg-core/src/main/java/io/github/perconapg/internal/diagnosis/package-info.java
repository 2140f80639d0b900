/** Reads what the cluster shows of the operator, and finds the cause of a failure in it. */
@NullMarked
package io.github.perconapg.internal.diagnosis;

import org.jspecify.annotations.NullMarked;
