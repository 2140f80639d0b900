package io.github.perconapg.internal.diagnosis;

import io.github.perconapg.internal.run.Deadline;
import io.github.perconapg.problem.ProblemCode;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Since when there are causes that no waiting helps once they have lasted. */
public final class TerminalCauses {

  private final Map<ProblemCode, Long> since = new EnumMap<>(ProblemCode.class);
  private Duration next = Duration.ofDays(1);

  /** The first that has lasted long enough; one that is gone begins anew when it comes back. */
  public Optional<Cause> due(List<Cause> causes) {
    var now = System.nanoTime();
    next = Duration.ofDays(1);
    since.keySet().removeIf(code -> causes.stream().noneMatch(c -> c.code() == code));
    for (var cause : causes) {
      var after = cause.endsAfter();
      if (after == null) {
        continue;
      }
      var begin = Objects.requireNonNullElse(since.putIfAbsent(cause.code(), now), now);
      var left = after.minusNanos(now - begin);
      if (left.isZero() || left.isNegative()) {
        return Optional.of(cause);
      }
      next = Deadline.shorter(left, next);
    }
    return Optional.empty();
  }

  /** Begins anew for a cause of which something else is known meanwhile. */
  public void again(Cause cause) {
    since.put(cause.code(), System.nanoTime());
    next = Deadline.shorter(Objects.requireNonNullElse(cause.endsAfter(), next), next);
  }

  /** When to look again at the latest. */
  public Duration nextLook(Duration otherwise) {
    return Deadline.shorter(next.plusMillis(1), otherwise);
  }
}
