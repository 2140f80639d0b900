@NullMarked
package io.github.perconapg.internal.outlet;

import org.jspecify.annotations.NullMarked;
