/**
 * Whether the operator works: what is seen of it, the rules by which that is judged, the wait until
 * it holds, the checks of verify, and the evidence that is kept when it does not. Reads only.
 */
@NullMarked
package io.github.perconapg.health;

import org.jspecify.annotations.NullMarked;
