/** Tests of what the documentation says: snippets, examples, links. */
@NullMarked
package io.github.perconapg.readme;

import org.jspecify.annotations.NullMarked;
