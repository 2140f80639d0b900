/** Tells whose an object is: this release's, another release's, a GitOps engine's, an owner's. */
@NullMarked
package io.github.perconapg.internal.ownership;

import org.jspecify.annotations.NullMarked;
