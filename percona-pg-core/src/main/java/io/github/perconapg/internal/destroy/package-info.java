/**
 * Removes the operator without loss: refuses while databases exist, then uninstalls, and removes
 * the namespace only where this tool created it and nothing of anybody remains in it.
 */
@NullMarked
package io.github.perconapg.internal.destroy;

import org.jspecify.annotations.NullMarked;
