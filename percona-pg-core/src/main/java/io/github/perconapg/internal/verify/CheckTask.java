package io.github.perconapg.internal.verify;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.perconapg.model.Check;
import io.github.perconapg.model.CheckResult;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * One check that is to be carried out.
 *
 * @param check which one
 * @param question finds out; may ask the cluster
 */
record CheckTask(Check check, Supplier<CheckOutcome> question) {

  /** Carries it out. What this caller may not ask is unknown. */
  CheckResult now() {
    var start = System.nanoTime();
    CheckOutcome verdict;
    try {
      verdict = question.get();
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
        throw e;
      }
      verdict =
          CheckOutcome.unknown(
              "this caller may not ask: " + e.getMessage(),
              "Ask an administrator for the right that is named, or leave this check out.");
    }
    return result(verdict, Duration.ofNanos(System.nanoTime() - start));
  }

  /** Returns what it came to. */
  CheckResult result(CheckOutcome verdict, Duration took) {
    return new CheckResult(
        check, verdict.outcome(), verdict.summary(), verdict.facts(), verdict.remedy(), took);
  }
}
