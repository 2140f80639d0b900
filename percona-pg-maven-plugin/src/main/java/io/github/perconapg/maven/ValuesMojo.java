package io.github.perconapg.maven;

import io.github.perconapg.internal.chart.ValuesFile;
import io.github.perconapg.maven.parameter.Parameters;
import io.github.perconapg.maven.parameter.ValuesTree;
import io.github.perconapg.model.CrdPolicy;
import io.github.perconapg.model.DesiredState;
import io.github.perconapg.model.StackInput;
import java.io.File;
import java.util.Map;
import org.apache.maven.plugins.annotations.Parameter;
import org.codehaus.plexus.configuration.PlexusConfiguration;
import org.jspecify.annotations.Nullable;

/** What goals share that need the chart with its values: all that says what should be there. */
public abstract class ValuesMojo extends ChartMojo {

  /**
   * Chart values beside the four resource fields of the manifest, which win over them. In the POM a
   * tree of elements, where a list's entries are elements named {@code item}; on the command line
   * {@code path=value} entries as in {@code set}. Text that reads like a number, true or false
   * becomes one; in double quotes it stays text. Wins over {@code valuesFile}.
   *
   * <p>Default: none. Example: {@code -Dpercona-pg.values=logLevel=DEBUG,disableTelemetry=true}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "percona-pg.values")
  @Nullable PlexusConfiguration values;

  /**
   * A YAML file of chart values, as {@code helm --values} takes it.
   *
   * <p>Default: none. Example: {@code -Dpercona-pg.valuesFile=values-prod.yaml}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "percona-pg.valuesFile")
  @Nullable File valuesFile;

  /**
   * What to do about CRDs: {@code apply} creates absent ones and upgrades those that are safe to
   * upgrade, {@code check} writes none and lists what an administrator must apply, {@code skip}
   * does not look.
   *
   * <p>Example: {@code -Dpercona-pg.crds=check}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "percona-pg.crds", defaultValue = "apply")
  String crds = "apply";

  @Override
  DesiredState desired(StackInput input, Parameters parameters) {
    var file = parameters.path("valuesFile", valuesFile);
    Map<String, Object> fromFile = file == null ? Map.of() : ValuesFile.read(file);
    return super.desired(input, parameters)
        .values(ValuesTree.merged(fromFile, parameters.values("values", values)))
        .crds(parameters.choice("crds", crds, CrdPolicy.class));
  }
}
