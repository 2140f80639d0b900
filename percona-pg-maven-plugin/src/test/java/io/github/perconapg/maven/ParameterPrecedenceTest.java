package io.github.perconapg.maven;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.perconapg.model.CrdFile;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A new parameter that forgets to look at the command line turns this test red. */
class ParameterPrecedenceTest {

  private static final Map<String, Supplier<PerconaPgMojo>> GOALS =
      Map.ofEntries(
          Map.entry("deploy", DeployMojo::new),
          Map.entry("logs", LogsMojo::new),
          Map.entry("rbac", RbacMojo::new),
          Map.entry("preview", PreviewMojo::new),
          Map.entry("preview-destroy", PreviewDestroyMojo::new),
          Map.entry("verify", VerifyMojo::new),
          Map.entry("destroy", DestroyMojo::new),
          Map.entry("validate", ValidateMojo::new),
          Map.entry("history", HistoryMojo::new),
          Map.entry("rollback", RollbackMojo::new),
          Map.entry("crds", CrdsMojo::new),
          Map.entry("chart-pull", ChartPullMojo::new));

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("io.github.perconapg.maven.PluginDescriptorTest#goals")
  void everyParameterIsLookedUpOnTheCommandLine(MojoDescriptor goal) throws Exception {
    var asked = new HashSet<String>();
    var maven = new GoalFixture(folder);
    maven.commandLine = recording(asked);
    maven.cluster.crdFile = new CrdFile(List.of(), List.of(), "");

    var ready = maven.ready(requireNonNull(GOALS.get(goal.getGoal())).get());
    if (ready instanceof ChartPullMojo pull) {
      pull.chart = PackedChart.in(folder).toString();
    }
    ready.execute();

    Set<String> declared = new HashSet<>();
    PluginDescriptorTest.parametersOf(goal)
        .filter(parameter -> !PluginDescriptorTest.POM_ONLY.contains(parameter.getName()))
        .forEach(parameter -> declared.add(PluginDescriptorTest.property(goal, parameter)));
    assertThat(asked).isEqualTo(declared);
  }

  private static Properties recording(Set<String> asked) {
    return new Properties() {
      private static final long serialVersionUID = 1L;

      @Override
      public @Nullable String getProperty(String key) {
        if (key.startsWith("percona-pg.")) {
          asked.add(key);
        }
        return super.getProperty(key);
      }
    };
  }
}
