package io.github.perconapg.controlplane.supervisor;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What a supervisor is to start, and where; kept as a file in the work folder.
 *
 * @param work the plane's own private folder; deleted at the end
 * @param name the plane's name, unique in the folder that holds the work folders
 * @param kubernetesPrograms folder of kube-apiserver, etcd and so on
 * @param kwokPrograms folder of kwok and kwokctl
 * @param kubernetesVersion such as v1.34.4
 * @param controllers whether there are controllers, a scheduler and nodes; else API server and etcd
 * @param owner whose end ends the plane
 * @param standInFactor when not null, the supervisor plays the operator, with its times multiplied
 *     by this
 */
public record PlaneSpec(
    Path work,
    String name,
    Path kubernetesPrograms,
    Path kwokPrograms,
    String kubernetesVersion,
    boolean controllers,
    Owner owner,
    @Nullable Double standInFactor) {

  private static final String FILE = "plane.properties";

  /** Writes this into the work folder. */
  public void write() throws IOException {
    Properties all = new Properties();
    all.setProperty("name", name);
    all.setProperty("kubernetesPrograms", kubernetesPrograms.toString());
    all.setProperty("kwokPrograms", kwokPrograms.toString());
    all.setProperty("kubernetesVersion", kubernetesVersion);
    all.setProperty("controllers", Boolean.toString(controllers));
    all.setProperty("owner", owner.toString());
    if (standInFactor != null) {
      all.setProperty("standInFactor", standInFactor.toString());
    }
    try (Writer out = Files.newBufferedWriter(work.resolve(FILE))) {
      all.store(out, null);
    }
  }

  /** Reads what {@link #write} wrote. */
  static PlaneSpec read(Path work) throws IOException {
    Properties all = new Properties();
    try (Reader in = Files.newBufferedReader(work.resolve(FILE))) {
      all.load(in);
    }
    String factor = all.getProperty("standInFactor");
    return new PlaneSpec(
        work,
        all.getProperty("name"),
        Path.of(all.getProperty("kubernetesPrograms")),
        Path.of(all.getProperty("kwokPrograms")),
        all.getProperty("kubernetesVersion"),
        Boolean.parseBoolean(all.getProperty("controllers")),
        Owner.parse(all.getProperty("owner")),
        factor == null ? null : Double.valueOf(factor));
  }

  /** Whether a folder is the work folder of a plane. */
  static boolean isIn(Path folder) {
    return Files.exists(folder.resolve(FILE));
  }

  /** The administrator's kubeconfig. */
  public Path kubeconfig() {
    return work.resolve("kubeconfig");
  }

  /** The KWOK_WORKDIR of this plane. */
  Path kwokFolder() {
    return work.resolve("k");
  }

  /** Where kwokctl keeps keys, logs and pid files of this plane. */
  public Path clusterFolder() {
    return kwokFolder().resolve("clusters").resolve(name);
  }
}
