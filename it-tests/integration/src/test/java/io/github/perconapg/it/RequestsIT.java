package io.github.perconapg.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.perconapg.controlplane.ControlPlane;
import io.github.perconapg.controlplane.audit.AuditEntry;
import io.github.perconapg.controlplane.audit.AuditLog;
import io.github.perconapg.controlplane.junit.FreshNamespace;
import io.github.perconapg.controlplane.junit.WithControlPlane;
import io.github.perconapg.model.Readiness;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much an API server is asked; the benchmark measures how long that takes. */
@WithControlPlane
class RequestsIT {

  @TempDir Path folder;

  @Test
  void aDeployWithNothingToDoAsksTwelveAtMostAndLoadsNoSchema(
      ControlPlane plane, AuditLog audit, @FreshNamespace String namespace) {
    var scene = OperatorFixture.of(plane, namespace, folder);
    scene.deploy();

    var mark = audit.mark();
    scene.deploy();
    var requests = of(audit, mark);
    assertThat(requests).hasSizeBetween(1, 12).noneMatch(AuditEntry::isWrite);
    assertThat(requests).noneMatch(request -> request.uri().startsWith("/openapi"));
    assertThat(requests).noneMatch(request -> request.verb().equals("watch"));

    var again = audit.mark();
    scene.readiness(Readiness.AVAILABLE).deploy();
    assertThat(of(audit, again)).hasSizeLessThan(requests.size());
  }

  @Test
  void everyRequestSaysWhoSendsIt(
      ControlPlane plane, AuditLog audit, @FreshNamespace String namespace) {
    var mark = audit.mark();
    OperatorFixture.of(plane, namespace, folder).deploy();
    assertThat(of(audit, mark))
        .isNotEmpty()
        .allMatch(
            request ->
                request.userAgent().startsWith("percona-pg")
                    || request.userAgent().startsWith("Helm/"));
  }

  @Test
  void aFirstInstallStaysBelowSeventyAndLoadsNoSchema(
      ControlPlane plane,
      AuditLog audit,
      @FreshNamespace String before,
      @FreshNamespace String namespace) {
    // While new CRDs settle the API server is asked again and again, for as long as it takes.
    OperatorFixture.of(plane, before, folder).readiness(Readiness.AVAILABLE).deploy();
    var mark = audit.mark();
    OperatorFixture.of(plane, namespace, folder).readiness(Readiness.AVAILABLE).deploy();
    var requests = of(audit, mark);
    assertThat(requests).noneMatch(request -> request.uri().startsWith("/openapi"));
    assertThat(requests).hasSizeLessThan(70);
  }

  private static List<AuditEntry> of(AuditLog audit, AuditLog.Mark mark) {
    return audit.requestsSince(mark).stream()
        .filter(request -> !request.isFromThePlane())
        .filter(request -> !request.userAgent().startsWith("fabric8"))
        .toList();
  }
}
