package io.github.perconapg.internal.outlet;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Stands for an exception whose message, or that of a cause, held what must not be shown. */
final class CleanException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private CleanException(String message, Throwable original, @Nullable Throwable cause) {
    super(message, cause);
    setStackTrace(original.getStackTrace());
  }

  /** The exception itself when it, its causes and what they suppressed are clean. */
  static Throwable of(Throwable original, Outlet outlet) {
    return of(original, outlet, Collections.newSetFromMap(new IdentityHashMap<>()));
  }

  private static Throwable of(Throwable original, Outlet outlet, Set<Throwable> seen) {
    var before = String.valueOf(original);
    if (!seen.add(original)) {
      return new RuntimeException(outlet.text(before));
    }
    var message = outlet.text(before);
    var cause = original.getCause() == null ? null : of(original.getCause(), outlet, seen);
    var isClean = message.equals(before) && cause == original.getCause();
    var suppressed = original.getSuppressed();
    for (var i = 0; i < suppressed.length; i++) {
      var clean = of(suppressed[i], outlet, seen);
      isClean &= clean == suppressed[i];
      suppressed[i] = clean;
    }
    if (isClean) {
      return original;
    }
    var clean = new CleanException(message, original, cause);
    for (var one : suppressed) {
      clean.addSuppressed(one);
    }
    return clean;
  }

  /** Begins with the name of the exception that it stands for. */
  @Override
  @SuppressWarnings("OverrideThrowableToString") // the name of this class says nothing
  public String toString() {
    return String.valueOf(getMessage());
  }
}
