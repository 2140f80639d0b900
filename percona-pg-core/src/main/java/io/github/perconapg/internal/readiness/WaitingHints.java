package io.github.perconapg.internal.readiness;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.github.perconapg.internal.diagnosis.ContainerCauses;
import io.github.perconapg.internal.diagnosis.ErrorWords;
import io.github.perconapg.internal.diagnosis.Snapshot;
import io.github.perconapg.internal.operator.OperatorTarget;
import io.github.perconapg.internal.problem.Truncation;
import java.util.ArrayList;
import java.util.List;

/**
 * What is seen already of why an operator is not ready: how its container ended, and what its log
 * names. Told while it is waited for, since it may be minutes until that is known to be for good.
 */
public final class WaitingHints {

  private static final int SHOWN = 200;

  private WaitingHints() {}

  public static List<String> of(OperatorTarget operator, Snapshot seen) {
    var hints = new ArrayList<String>();
    for (var pod : seen.living()) {
      Snapshot.container(pod, operator.container())
          .ifPresent(status -> of(seen, pod, status, hints));
    }
    return hints;
  }

  private static void of(Snapshot seen, Pod pod, ContainerStatus status, List<String> hints) {
    var name = pod.getMetadata().getName();
    ContainerCauses.ended(status)
        .ifPresent(
            ended ->
                hints.add(
                    "pod "
                        + name
                        + ContainerCauses.how(pod, status, ended)
                        + seen.lastWords(pod, status).map(words -> ": " + cut(words)).orElse("")));
    seen.explained(pod, status)
        .ifPresent(line -> hints.add("log of " + name + ": " + cut(ErrorWords.of(line))));
  }

  private static String cut(String words) {
    return Truncation.text(words, SHOWN);
  }
}
