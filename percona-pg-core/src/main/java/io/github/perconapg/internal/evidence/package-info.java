/** Keeps what explains a failure, before anything is undone. */
@NullMarked
package io.github.perconapg.internal.evidence;

import org.jspecify.annotations.NullMarked;
