/** What a caller has to be allowed, asked for before anything is written and printed as roles. */
@NullMarked
package io.github.perconapg.internal.permission;

import org.jspecify.annotations.NullMarked;
