/**
 * What a person or a program gets to see: lines on the console, and the files in {@code
 * outputDirectory}.
 */
@NullMarked
package io.github.perconapg.maven.render;

import org.jspecify.annotations.NullMarked;
