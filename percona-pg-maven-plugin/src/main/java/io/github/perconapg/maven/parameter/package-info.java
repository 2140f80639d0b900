/** From what the command line, the POM and settings.xml say to values of the core. */
@NullMarked
package io.github.perconapg.maven.parameter;

import org.jspecify.annotations.NullMarked;
