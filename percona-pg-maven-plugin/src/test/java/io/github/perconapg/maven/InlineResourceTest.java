package io.github.perconapg.maven;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.perconapg.model.TargetCluster;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.maven.plugin.MojoFailureException;
import org.codehaus.plexus.configuration.PlexusConfiguration;
import org.codehaus.plexus.configuration.xml.XmlPlexusConfiguration;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A resource that stands in the POM. */
class InlineResourceTest {

  private static final String RESOURCE =
      """
      <resource>
        <apiVersion>kubernetes.project-planton.org/v1</apiVersion>
        <kind>PerconaPostgresqlOperator</kind>
        <metadata>
          <name>orders</name>
          <labels><team>7</team></labels>
          <tags><item>true</item><item>b</item></tags>
        </metadata>
        <spec>
          <targetCluster><kubernetesProviderConfigId>dev</kubernetesProviderConfigId></targetCluster>
          <namespace>orders</namespace>
          <createNamespace>false</createNamespace>
          <container><resources><limits><cpu>2</cpu></limits></resources></container>
        </spec>
      </resource>
      """;

  private final GoalFixture maven;
  private final Path folder;

  InlineResourceTest(@TempDir Path folder) {
    this.folder = folder;
    this.maven = new GoalFixture(folder);
  }

  @Test
  void isDeployedInsteadOfTheManifestBesideThePom() throws Exception {
    maven.commandLine.setProperty("percona-pg.set", "spec.container.resources.limits.cpu=3");
    deploy(RESOURCE).execute();

    var resource = maven.cluster.asked.get(0).input().target();
    assertThat(resource.metadata().name()).isEqualTo("orders");
    assertThat(resource.metadata().labels()).isEqualTo(Map.of("team", "7"));
    assertThat(resource.metadata().tags()).containsExactly("true", "b");
    assertThat(resource.spec().targetCluster()).isEqualTo(new TargetCluster.ById("dev"));
    assertThat(resource.spec().namespace()).isEqualTo("orders");
    assertThat(resource.spec().createNamespace()).isFalse();
    assertThat(resource.spec().container().limits().cpu()).isEqualTo("3");
    assertThat(maven.log.lines.get(0)).endsWith("for pom.xml, <resource> of execution it");
    assertThat(maven.left("outputs.json")).contains("\"orders\"");
  }

  @Test
  void losesToAManifestOnTheCommandLine() throws Exception {
    maven.commandLine.setProperty("percona-pg.manifest", "percona-postgresql-operator.yaml");
    deploy(RESOURCE).execute();

    assertThat(maven.cluster.asked.get(0).namespace()).isEqualTo("percona-postgresql-operator");
  }

  @Test
  void isRefusedBesideAConfiguredManifest() throws Exception {
    var deploy = deploy(RESOURCE);
    deploy.manifest = List.of(folder.resolve("percona-postgresql-operator.yaml").toFile());

    assertThatThrownBy(deploy::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("both <resource> and <manifest> are configured")
        .hasMessageContaining("pom.xml, <resource> of execution it");
    assertThat(maven.cluster.connected).isZero();
  }

  @Test
  void isRefusedWithThePomTheExecutionAndTheField() throws Exception {
    var wrong = RESOURCE.replace("namespace>", "namspace>").replace(">false<", ">no<");
    var validate = maven.ready(new ValidateMojo());
    validate.resource = element(wrong);

    assertThatThrownBy(validate::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining(
            "pom.xml, <resource> of execution it: there is no field \"namspace\" in spec")
        .hasMessageContaining("did you mean namespace?")
        .hasMessageContaining("spec.createNamespace must be true or false");
    assertThat(maven.left("validate-report.json"))
        .contains("\"manifest\" : \"pom.xml, <resource> of execution it\"");
  }

  @Test
  void isRefusedWhenAnElementStandsThereTwice() throws Exception {
    var twice = RESOURCE.replace("<kind>", "<kind>Other</kind><kind>");

    assertThatThrownBy(deploy(twice)::execute)
        .hasMessageContaining("of execution it: <kind> stands there twice.")
        .hasMessageContaining("manifest-duplicate-key");
  }

  private DeployMojo deploy(String resource) throws Exception {
    var deploy = maven.ready(new DeployMojo());
    deploy.resource = element(resource);
    return deploy;
  }

  /** As Maven injects it. */
  private static PlexusConfiguration element(String xml) throws Exception {
    return new XmlPlexusConfiguration(requireNonNull(Xpp3DomBuilder.build(new StringReader(xml))));
  }
}
