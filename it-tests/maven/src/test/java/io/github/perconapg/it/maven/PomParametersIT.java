package io.github.perconapg.it.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Maven makes of a POM's parameters before a goal gets them; no cluster is needed for it. */
class PomParametersIT {

  private static final String POM =
      """
      <project xmlns="http://maven.apache.org/POM/4.0.0">
        <modelVersion>4.0.0</modelVersion>
        <groupId>com.example</groupId>
        <artifactId>orders</artifactId>
        <version>1.0-SNAPSHOT</version>
        <packaging>pom</packaging>
        <build>
          <plugins>
            <plugin>
              <groupId>io.github.perconapg</groupId>
              <artifactId>percona-pg-maven-plugin</artifactId>
              <version>0.1.0-SNAPSHOT</version>
              <configuration>CONFIGURATION</configuration>
            </plugin>
          </plugins>
        </build>
      </project>
      """;

  @TempDir Path folder;
  private Path module;

  @BeforeEach
  void prepare() throws IOException {
    module = Files.createDirectory(folder.resolve("orders"));
    Poms.writeManifests(module, "first", "second");
  }

  @Test
  void aFileOfThePomStartsAtTheProjectOrAtHome() throws IOException {
    var home = Files.createDirectory(folder.resolve("home"));
    Files.move(module.resolve("second.yaml"), home.resolve("second.yaml"));
    configure("<manifest><f>first.yaml</f><f>~/second.yaml</f></manifest>");

    var ran =
        Maven.ofThisRun()
            .jvmOption("-Duser.home=" + home)
            .run(folder, "-f", "orders/pom.xml", Readme.coordinates() + ":validate")
            .succeeded();

    assertThat(ran.output())
        .contains("first.yaml is valid: first", home.resolve("second.yaml") + " is valid: second");
    assertThat(module.resolve("target/percona-pg/validate-report.json")).exists();
  }

  @Test
  void aSkippedGoalFailsForNothing() throws IOException {
    configure(
        "<deploySkip>true</deploySkip><readiness>perfect</readiness><parallel>many</parallel>"
            + "<timeout>soon</timeout><manifest>nowhere.yaml</manifest>");

    var ran = run("percona-pg:deploy", "-Dpercona-pg.contxt=prod").succeeded();
    var typed = run("percona-pg:deploy", "-Dpercona-pg.deploy.skip=false").failed();

    assertThat(ran.output()).contains("percona-pg:deploy is skipped");
    assertThat(typed.output()).contains("nowhere.yaml");
  }

  @Test
  void aResourceOfThePomIsReadAndItsMistakesAreNamedWithThePom() throws IOException {
    var resource =
        """
        <resource>
          <apiVersion>kubernetes.project-planton.org/v1</apiVersion>
          <kind>PerconaPostgresqlOperator</kind>
          <metadata><name>${project.artifactId}</name></metadata>
          <spec><namespace>orders</namespace><container/></spec>
        </resource>
        """;
    configure(resource);
    var valid = run(Readme.coordinates() + ":validate").succeeded();
    configure(resource.replace("namespace>", "namspace>"));
    var wrong = run(Readme.coordinates() + ":validate").failed();
    var typed = run("percona-pg:validate", "-Dpercona-pg.manifest=first.yaml").succeeded();

    assertThat(valid.output())
        .contains("pom.xml, <resource> of execution default-cli is valid: orders in namespace");
    assertThat(wrong.output())
        .contains("pom.xml, <resource> of execution default-cli: there is no field \"namspace\"")
        .contains("did you mean namespace?");
    assertThat(typed.output()).contains("first.yaml is valid: first in namespace first");
  }

  private void configure(String configuration) throws IOException {
    Files.writeString(module.resolve("pom.xml"), POM.replace("CONFIGURATION", configuration));
  }

  private MavenResult run(String... words) {
    return Maven.ofThisRun().run(module, words);
  }
}
