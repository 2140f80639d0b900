/**
 * What runs inside the worker JVM. Started by name only: loading {@code Main} or {@code
 * CachedLibrary} in the caller's JVM would pull helm-java and JNA in. {@link
 * io.github.perconapg.internal.helm.worker.WorkerMessage} is plain JDK and used on both sides.
 */
@NullMarked
package io.github.perconapg.internal.helm.worker;

import org.jspecify.annotations.NullMarked;
