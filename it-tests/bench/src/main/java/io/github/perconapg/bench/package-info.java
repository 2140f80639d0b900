/** How long the plugin takes beside the Helm command-line client. */
@NullMarked
package io.github.perconapg.bench;

import org.jspecify.annotations.NullMarked;
