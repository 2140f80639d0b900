package io.github.perconapg.deploy;

import io.github.perconapg.plan.DeployPlan;
import io.github.perconapg.plan.ReleaseChange.Verb;
import io.github.perconapg.plan.RenderedObjects;
import io.github.perconapg.plan.UnplannedObjects;
import io.github.perconapg.plan.WellKnownMetadata;
import io.github.perconapg.release.ReleaseRecord;
import io.github.perconapg.target.ApiRequests;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What happens to a release: what is in the way is cleared, then Helm writes a revision. */
final class ReleaseStep {

  private final Run run;
  private final DeployPlan plan;
  private final ReleaseLock lock;
  private final RevisionWrite write;

  ReleaseStep(Run run, DeployPlan plan, ReleaseLock lock) {
    this.run = run;
    this.plan = plan;
    this.lock = lock;
    this.write = new RevisionWrite(run, lock, plan.operation());
  }

  /**
   * Carries it out.
   *
   * @return what a person should know, one sentence each
   */
  List<String> carryOut() {
    var notes = new ArrayList<String>();
    var abandoned = plan.release().abandoned();
    var recovery = new StaleReleaseRecovery(run);
    if (!abandoned.isEmpty()) {
      lock.check();
      run.steps.run(
          "recover",
          "put right what an earlier run left",
          () -> {
            notes.addAll(recovery.discard(abandoned));
            return abandoned.size() == 1
                ? "1 record saved and deleted"
                : abandoned.size() + " records saved and deleted";
          });
    }
    if (!plan.adoptions().isEmpty()) {
      lock.check();
      run.steps.run("adopt", "take over what belongs to nobody", this::adopt);
    }
    var install = plan.release().action() == Verb.INSTALL;
    run.steps.run(
        "release",
        what(install),
        () -> {
          var helm = run.helm.helm();
          var record = write.write(install ? helm::install : helm::upgrade);
          refuseUnplanned(record);
          return "revision " + record.revision() + " written";
        });
    return notes;
  }

  private void refuseUnplanned(ReleaseRecord record) {
    var recorded =
        RenderedObjects.of(record.manifest(), record.namespace(), run.connection.discovery());
    UnplannedObjects.find(plan.planned(), recorded)
        .ifPresent(
            problem -> {
              throw problem.asException();
            });
  }

  /** The record that this run has written, whether it came to its end or not; null for none. */
  @Nullable ReleaseRecord written() {
    return write.written();
  }

  ReleaseLock lock() {
    return lock;
  }

  private String what(boolean install) {
    return plan.restores() != null
        ? "restore revision " + plan.restores()
        : (install ? "install" : "upgrade to") + " chart " + plan.chart().version();
  }

  /**
   * Gives each object Helm's marks of this release, so that Helm takes it for its own; only if it
   * is still the one that the plan saw.
   */
  private String adopt() {
    var api = run.api();
    for (var adoption : plan.adoptions()) {
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
      api.mergePatch(
          adoption.object().path(), ApiRequests.FIELD_MANAGER, Map.of("metadata", metadata));
    }
    return plan.adoptions().size() == 1
        ? "took over " + plan.adoptions().get(0).object().shown()
        : "took over " + plan.adoptions().size() + " objects";
  }
}
