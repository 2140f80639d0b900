package io.github.perconapg.internal.deploy;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.perconapg.internal.kubernetes.ApiRequests;
import io.github.perconapg.internal.ownership.WellKnownMetadata;
import io.github.perconapg.internal.plan.Adoption;
import io.github.perconapg.internal.plan.DeployPlan;
import io.github.perconapg.internal.run.ReleaseLock;
import java.util.Map;

/** Adopts objects without an owner, which the manifest consents to, by giving them Helm's marks. */
final class ObjectAdoption {

  private final Run run;
  private final ReleaseLock lock;

  ObjectAdoption(Run run, ReleaseLock lock) {
    this.run = run;
    this.lock = lock;
  }

  /** Adopts the plan's objects, each only if it is still the one that the plan saw. */
  void adopt(DeployPlan plan) {
    var adoptions = plan.adoptions();
    if (adoptions.isEmpty()) {
      return;
    }
    lock.check();
    run.steps.run(
        "adopt",
        "adopt objects without an owner",
        () -> {
          adoptions.forEach(adoption -> adopt(adoption, plan));
          return adoptions.size() == 1
              ? "adopted " + adoptions.get(0).object().shown()
              : "adopted " + adoptions.size() + " objects";
        });
  }

  private void adopt(Adoption adoption, DeployPlan plan) {
    var metadata =
        Map.of(
            "uid",
            adoption.uid(),
            "resourceVersion",
            adoption.resourceVersion(),
            "labels",
            Map.of("app.kubernetes.io/managed-by", "Helm"),
            "annotations",
            Map.of(
                WellKnownMetadata.RELEASE_NAME,
                plan.operation().release(),
                WellKnownMetadata.RELEASE_NAMESPACE,
                plan.operation().namespace()));
    var object = adoption.object();
    try {
      run.api().mergePatch(object.path(), ApiRequests.FIELD_MANAGER, Map.of("metadata", metadata));
    } catch (KubernetesClientException e) {
      throw run.connection.failure("adopting " + object.shown(), e);
    }
  }
}
