/**
 * What every verb that writes needs: the release's lock, named steps, a deadline, and waiting by
 * watch.
 */
@NullMarked
package io.github.perconapg.internal.run;

import org.jspecify.annotations.NullMarked;
