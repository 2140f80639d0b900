package io.github.perconapg.internal.verify;

import io.github.perconapg.internal.diagnosis.OperatorAccess;
import io.github.perconapg.internal.kubernetes.ApiPath;
import io.github.perconapg.internal.kubernetes.ApiRequests;
import io.github.perconapg.internal.operator.OperatorTarget;
import io.github.perconapg.internal.problem.Truncation;
import io.github.perconapg.problem.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The checks of verify that look at what the operator may do, and where. */
final class AccessChecks {

  private static final int SHOWN = 8;

  private final ApiRequests api;
  private final OperatorAccess access;

  AccessChecks(ApiRequests api, OperatorTarget operator) {
    this.api = api;
    this.access = new OperatorAccess(api, operator);
  }

  /** Checks that the ServiceAccount may do what the release's Roles promise. */
  CheckOutcome permissions() {
    var review = access.review();
    if (review.account().isEmpty()) {
      return CheckOutcome.notChecked("the chart renders no ServiceAccount");
    }
    if (review.asked() == 0) {
      return CheckOutcome.notChecked("the chart renders no Role");
    }
    var account = "ServiceAccount " + review.account();
    if (review.denied().isEmpty()) {
      return CheckOutcome.passed(
          account + " may do all " + review.asked() + " things that were asked");
    }
    var cause = access.cause("");
    var facts = new ArrayList<>(List.of(cause.sentence() + " [" + cause.code().id() + "]"));
    facts.addAll(Truncation.lines(review.denied(), SHOWN));
    return CheckOutcome.failed(
        account + " may not do what its Role promises", facts, cause.remedy());
  }

  /**
   * Tells whether the namespaces that the operator watches exist.
   *
   * @param watched empty for all
   */
  CheckOutcome namespaces(Set<String> watched) {
    if (watched.isEmpty()) {
      return CheckOutcome.passed("it watches all namespaces");
    }
    var absent = watched.stream().filter(n -> api.get(ApiPath.namespace(n)) == null).toList();
    return absent.isEmpty()
        ? CheckOutcome.passed("it watches " + String.join(", ", watched))
        : CheckOutcome.failed(
            "namespaces that it watches do not exist",
            absent,
            ProblemCode.WATCH_NAMESPACE_INVALID.advice());
  }
}
