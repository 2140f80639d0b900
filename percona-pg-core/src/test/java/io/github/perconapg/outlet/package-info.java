@NullMarked
package io.github.perconapg.outlet;

import org.jspecify.annotations.NullMarked;
