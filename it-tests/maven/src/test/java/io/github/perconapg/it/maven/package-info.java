/** Tests of the plugin inside real Maven processes, from an empty local repository. */
@NullMarked
package io.github.perconapg.it.maven;

import org.jspecify.annotations.NullMarked;
