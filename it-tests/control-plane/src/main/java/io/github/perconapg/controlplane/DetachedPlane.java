package io.github.perconapg.controlplane;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.github.perconapg.controlplane.binaries.Binaries;
import io.github.perconapg.controlplane.operator.StandInOptions;
import io.github.perconapg.controlplane.supervisor.Leftovers;
import io.github.perconapg.controlplane.supervisor.Owner;
import io.github.perconapg.controlplane.supervisor.PlaneSpec;
import io.github.perconapg.controlplane.supervisor.Supervisor;
import java.io.IOException;

/** A plane that outlives the process that starts it; its supervisor plays the operator too. */
final class DetachedPlane {
  private DetachedPlane() {}

  static PlaneState start(PlaneOptions options, Owner owner) throws IOException {
    Binaries binaries = Binaries.ensure(options.kubernetes(), options.progress());
    Leftovers.end(options.workRoot());
    StandInOptions playing = options.standIn();
    PlaneSpec spec =
        ControlPlane.newSpec(
            binaries, options, owner, playing == null ? null : playing.timeFactor());
    Supervisor supervisor = Supervisor.start(spec);
    Config config = Config.fromKubeconfig(spec.kubeconfig().toFile());
    try (KubernetesClient client = new KubernetesClientBuilder().withConfig(config).build()) {
      new SimulatedNode(client).create(binaries.stages(), playing != null);
    } catch (IOException | RuntimeException e) {
      supervisor.stop();
      throw e;
    }
    return new PlaneState(
        spec.name(),
        spec.kubeconfig(),
        config.getMasterUrl().replaceAll("/$", ""),
        Owner.Pid.of(supervisor.process()));
  }
}
