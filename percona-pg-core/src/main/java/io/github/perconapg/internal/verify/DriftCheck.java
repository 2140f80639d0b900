package io.github.perconapg.internal.verify;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.perconapg.internal.helm.ReleaseRecord;
import io.github.perconapg.internal.helm.RenderedObjects;
import io.github.perconapg.internal.kubernetes.ApiDiscovery;
import io.github.perconapg.internal.kubernetes.ApiRequests;
import io.github.perconapg.internal.operator.Paused;
import io.github.perconapg.internal.outlet.Outlet;
import io.github.perconapg.internal.plan.Admission;
import io.github.perconapg.internal.plan.Drift;
import io.github.perconapg.internal.plan.LiveObjects;
import java.net.HttpURLConnection;
import java.util.ArrayList;

/** Whether the objects of a release are as its current revision renders them. */
final class DriftCheck {

  private DriftCheck() {}

  /**
   * @param newest whether no later revision was tried, whose fields would be Helm's as well
   */
  static CheckOutcome look(
      ApiRequests api,
      ApiDiscovery discovery,
      ReleaseRecord record,
      boolean newest,
      Outlet outlet) {
    var objects = RenderedObjects.of(record.manifest(), record.namespace(), discovery);
    Drift drift;
    try {
      drift =
          new LiveObjects(api)
              .drift(objects, record.namespace(), newest ? Admission.BY_OWNERS : Admission.NONE);
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
        throw e;
      }
      return CheckOutcome.unknown(
          "an object of the release may not be read: " + e.getMessage(),
          "Grant get on the kinds that the chart renders.");
    }
    var facts = new ArrayList<String>();
    drift.paused().forEach(paused -> facts.add(paused.shown()));
    drift.extras().forEach(extra -> facts.add(extra + "; left alone"));
    if (drift.changes().isEmpty() && drift.paused().isEmpty()) {
      return CheckOutcome.passed("all " + objects.size() + " objects are as rendered", facts);
    }
    facts.addAll(0, drift.differences(outlet));
    var count = drift.changes().size() + drift.paused().size();
    return CheckOutcome.failed(
        count == 1 ? "1 object has drifted" : count + " objects have drifted",
        facts,
        drift.paused().isEmpty()
            ? "Run percona-pg:deploy: it puts back what the chart renders."
            : Paused.remedy(drift.paused()));
  }
}
