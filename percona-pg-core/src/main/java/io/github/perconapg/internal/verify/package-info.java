/** The checks of verify, each found out on its own. */
@NullMarked
package io.github.perconapg.internal.verify;

import org.jspecify.annotations.NullMarked;
