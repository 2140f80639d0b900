package io.github.perconapg.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.perconapg.Manifest;
import io.github.perconapg.PerconaPg;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs validate in a class loader of its own and looks at what it loads. */
class ValidateWithoutClusterTest {

  private static final List<String> NOT_NEEDED =
      List.of("io.fabric8.", "com.marcnuri.", "com.sun.jna.");

  @TempDir Path folder;

  @Test
  void validateLoadsNeitherTheKubernetesClientNorHelm() throws Exception {
    try (var loader = new Recording()) {
      loader
          .loadClass("io.github.perconapg.maven.ValidateWithoutClusterTest$Run")
          .getMethod("validate", String.class)
          .invoke(null, folder.toString());

      assertThat(loader.loaded).contains(Manifest.class.getName(), ValidateMojo.class.getName());
      assertThat(loader.loaded).noneMatch(name -> NOT_NEEDED.stream().anyMatch(name::startsWith));
    }
  }

  @Test
  void aSkippedDeployLoadsNothingThatItWouldWorkWith() throws Exception {
    try (var loader = new Recording()) {
      loader
          .loadClass("io.github.perconapg.maven.ValidateWithoutClusterTest$Run")
          .getMethod("skippedDeploy", String.class)
          .invoke(null, folder.toString());

      assertThat(loader.loaded).contains(DeployMojo.class.getName());
      assertThat(loader.loaded)
          .doesNotContain(Manifest.class.getName(), PerconaPg.class.getName())
          .noneMatch(name -> NOT_NEEDED.stream().anyMatch(name::startsWith));
    }
  }

  /** The part that runs in the other class loader. */
  public static final class Run {

    private Run() {}

    /** Validates the fixture's manifest. */
    public static void validate(String folder) throws Exception {
      new GoalFixture(Path.of(folder)).ready(new ValidateMojo()).execute();
    }

    /** Skips a deploy. */
    public static void skippedDeploy(String folder) throws Exception {
      var deploy = new GoalFixture(Path.of(folder)).ready(new DeployMojo());
      deploy.skip = true;
      deploy.execute();
    }
  }

  /** Loads everything but the JDK itself, from the test's class path. */
  private static final class Recording extends URLClassLoader {

    private final List<String> loaded = new ArrayList<>();

    private Recording() {
      super(classPath(), ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      loaded.add(name);
      return super.findClass(name);
    }

    private static URL[] classPath() {
      return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
          .map(Recording::url)
          .toArray(URL[]::new);
    }

    private static URL url(String entry) {
      try {
        return new File(entry).toURI().toURL();
      } catch (MalformedURLException e) {
        throw new IllegalArgumentException(entry, e);
      }
    }
  }
}
