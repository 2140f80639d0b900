package io.github.perconapg.controlplane;

import io.github.perconapg.controlplane.supervisor.Owner;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * The state file of a plane that was started from the command line.
 *
 * @param name the plane's name
 * @param kubeconfig an administrator's kubeconfig
 * @param server the API server's address
 * @param supervisor the process that ends the plane
 */
record PlaneState(String name, Path kubeconfig, String server, Owner.Pid supervisor) {
  void write(Path file) throws IOException {
    Properties all = new Properties();
    all.setProperty("name", name);
    all.setProperty("kubeconfig", kubeconfig.toString());
    all.setProperty("server", server);
    all.setProperty("supervisor", supervisor.toString());
    Files.createDirectories(file.toAbsolutePath().resolveSibling("."));
    try (Writer out = Files.newBufferedWriter(file)) {
      all.store(out, "A control plane for tests; stop it with ControlPlaneMain stop");
    }
  }

  /** Empty where no plane was started, or the file is gone since it was stopped. */
  static Optional<PlaneState> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Properties all = new Properties();
    try (Reader in = Files.newBufferedReader(file)) {
      all.load(in);
    }
    return Optional.of(
        new PlaneState(
            all.getProperty("name"),
            Path.of(all.getProperty("kubeconfig")),
            all.getProperty("server"),
            Owner.Pid.parsePid(all.getProperty("supervisor"))));
  }

  boolean isRunning() {
    return supervisor.process().isPresent();
  }
}
