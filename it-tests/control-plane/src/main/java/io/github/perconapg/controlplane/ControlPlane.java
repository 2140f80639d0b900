package io.github.perconapg.controlplane;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.perconapg.controlplane.binaries.Binaries;
import io.github.perconapg.controlplane.operator.StandInOperator;
import io.github.perconapg.controlplane.operator.StandInOptions;
import io.github.perconapg.controlplane.process.Command;
import io.github.perconapg.controlplane.process.Folders;
import io.github.perconapg.controlplane.supervisor.ClusterProcesses;
import io.github.perconapg.controlplane.supervisor.Leftovers;
import io.github.perconapg.controlplane.supervisor.Owner;
import io.github.perconapg.controlplane.supervisor.PlaneSpec;
import io.github.perconapg.controlplane.supervisor.Supervisor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A running control plane that belongs to this process.
 *
 * <p>It ends with {@link #close}, and also when this process ends in any other way.
 */
public final class ControlPlane implements TestCluster, AutoCloseable {
  private final Binaries binaries;
  private final PlaneSpec spec;
  private final Supervisor supervisor;
  private final String server;
  private final @Nullable StandInOperator standIn;

  private ControlPlane(
      Binaries binaries, PlaneSpec spec, Supervisor supervisor, PlaneOptions options)
      throws IOException {
    this.binaries = binaries;
    this.spec = spec;
    this.supervisor = supervisor;
    StandInOptions playing = options.standIn();
    try (KubernetesClient client = newClient()) {
      this.server = client.getMasterUrl().toString().replaceAll("/$", "");
      if (options.controllers()) {
        new SimulatedNode(client).create(binaries.stages(), playing != null);
      }
    }
    this.standIn =
        playing == null
            ? null
            : StandInOperator.start(kubeconfig(), spec.work().resolve("logs"), playing);
  }

  /**
   * Starts a plane; builds its programs before, when that was not done yet.
   *
   * @param options how to start it
   * @return the plane, ready to run pods
   * @throws IllegalStateException when go is missing or too old
   * @throws UncheckedIOException when the plane does not start, with its components' own words
   */
  public static ControlPlane start(PlaneOptions options) {
    Binaries binaries = Binaries.ensure(options.kubernetes(), options.progress());
    try {
      Leftovers.end(options.workRoot());
      PlaneSpec spec = newSpec(binaries, options, new Owner.Pipe(), null);
      Supervisor supervisor = Supervisor.start(spec);
      try {
        return new ControlPlane(binaries, spec, supervisor, options);
      } catch (IOException | RuntimeException e) {
        supervisor.stop();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A spec with a fresh name and work folder. */
  static PlaneSpec newSpec(
      Binaries binaries, PlaneOptions options, Owner owner, @Nullable Double standInFactor)
      throws IOException {
    byte[] random = new byte[4];
    new SecureRandom().nextBytes(random);
    String name = "p" + HexFormat.of().formatHex(random);
    return new PlaneSpec(
        Folders.createPrivate(options.workRoot().resolve(name)),
        name,
        binaries.kubernetesFolder(),
        binaries.kwokFolder(),
        options.kubernetes().version(),
        options.controllers(),
        owner,
        standInFactor);
  }

  /** The plane's name, which is unique on this machine. */
  public String name() {
    return spec.name();
  }

  @Override
  public Path kubeconfig() {
    return spec.kubeconfig();
  }

  @Override
  public String server() {
    return server;
  }

  @Override
  public String context() {
    return "kwok-" + spec.name();
  }

  /**
   * The API server's audit log, one JSON object in a line.
   *
   * @return an absolute path
   */
  public Path auditLog() {
    return spec.clusterFolder().resolve("logs").resolve("audit.log");
  }

  /**
   * The plane's keys: ca.crt, ca.key, admin.crt, admin.key.
   *
   * @return an absolute path
   */
  public Path pki() {
    return spec.clusterFolder().resolve("pki");
  }

  /**
   * A kubectl of the API server's version.
   *
   * @param arguments after those that name this plane
   * @return the command, not yet run
   */
  public Command kubectl(Object... arguments) {
    return client(kubectlProgram(), arguments);
  }

  /**
   * The program that {@link #kubectl} runs, which knows nothing of this plane by itself.
   *
   * @return its absolute path
   */
  public Path kubectlProgram() {
    return binaries.kubernetes("kubectl");
  }

  /**
   * The Helm 3 command-line client, built when it is first asked for.
   *
   * @param arguments after those that name this plane
   * @return the command, not yet run; its caches are in the plane's folder
   */
  public Command helm(Object... arguments) {
    Path home = spec.work().resolve("helm");
    return client(binaries.helm(), arguments)
        .env("HELM_CACHE_HOME", home)
        .env("HELM_CONFIG_HOME", home)
        .env("HELM_DATA_HOME", home);
  }

  private Command client(Path program, Object... arguments) {
    return Command.of(program, arguments).env("KUBECONFIG", kubeconfig());
  }

  /**
   * Kills the API server and starts it again as it was; it takes some seconds until it answers.
   *
   * @throws UncheckedIOException when it does not run, or does not start
   */
  public void restartApiServer() {
    try {
      ClusterProcesses.restart(spec, "kube-apiserver");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Waits until the API server is ready, a minute at most.
   *
   * @throws IllegalStateException when it is not ready by then
   */
  public void awaitApiServer() {
    long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    Command.Result answer;
    do {
      answer = kubectl("get", "--raw", "/readyz").run(Duration.ofSeconds(20));
    } while (answer.exitCode() != 0 && System.nanoTime() - end < 0);
    var unused = answer.orThrow();
  }

  /** The process that will end this plane. */
  public ProcessHandle supervisor() {
    return supervisor.process();
  }

  /** Ends the plane and deletes its folder. */
  @Override
  public void close() {
    if (standIn != null) {
      standIn.close();
    }
    try {
      supervisor.stop();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
