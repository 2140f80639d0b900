/**
 * Typed progress events of a running verb. The core emits them and prints nothing; a front end
 * renders them.
 */
@NullMarked
package io.github.perconapg.event;

import org.jspecify.annotations.NullMarked;
