package io.github.perconapg.internal.verify;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.perconapg.event.Event;
import io.github.perconapg.event.EventListener;
import io.github.perconapg.internal.chart.Chart;
import io.github.perconapg.internal.helm.DesiredRelease;
import io.github.perconapg.internal.helm.Releases;
import io.github.perconapg.internal.kubernetes.Connection;
import io.github.perconapg.model.DesiredState;
import io.github.perconapg.model.VerifyOptions;
import io.github.perconapg.model.VerifyReport;
import java.time.Duration;

/** Runs the checks, repeatedly if the caller waits for the operator to become healthy. */
public final class Verification {

  /** Checks stop at their deadline; requests that are still running are aborted a moment later. */
  private static final Duration TO_END_CHECKS = Duration.ofSeconds(1);

  private final Connection connection;
  private final VerifyOptions options;
  private final EventListener listener;

  public Verification(Connection connection, VerifyOptions options, EventListener listener) {
    this.connection = connection;
    this.options = options;
    this.listener = listener;
  }

  public VerifyReport run(DesiredState desired, Chart chart) {
    var api = connection.api();
    try (var again = new VerifyWait(api, desired.namespace(), options.waitFor(), listener)) {
      while (true) {
        var report =
            connection.within(options.timeout().plus(TO_END_CHECKS), () -> look(desired, chart));
        if (!again.after(report)) {
          return report;
        }
      }
    }
  }

  private VerifyReport look(DesiredState desired, Chart chart) {
    var verifier = new Verifier(connection, options, listener); // its deadline begins here
    var history = new Releases(connection).history(desired.namespace(), desired.release());
    var wanted = DesiredRelease.of(chart, desired, history.isEmpty() ? null : history.get(0));
    wanted.notes().forEach(note -> listener.on(new Event.Warned(note)));
    try {
      return verifier.verify(desired, chart, wanted.fingerprint(), history);
    } catch (KubernetesClientException e) {
      throw connection.failure("checking the operator", e);
    }
  }
}
