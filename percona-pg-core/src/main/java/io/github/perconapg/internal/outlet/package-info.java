/**
 * The one way out for text and files: secrets masked, control characters escaped, files for their
 * owner only. Whatever reaches an exception, an event, a result, a report or the evidence passes
 * here.
 */
@NullMarked
package io.github.perconapg.internal.outlet;

import org.jspecify.annotations.NullMarked;
