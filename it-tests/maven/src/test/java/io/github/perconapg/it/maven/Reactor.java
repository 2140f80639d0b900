package io.github.perconapg.it.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A parent with two modules: all share one operator, of which an execution in the parent takes care
 * once, and each module has another of its own, whose resource stands in its POM.
 */
final class Reactor {

  /** The modules, and the namespaces of their own operators. */
  static final List<String> MODULES = List.of("orders", "accounts");

  private Reactor() {}

  static void write(Path folder, String shared) throws IOException {
    Files.writeString(folder.resolve("shared.yaml"), Poms.manifest("shared", shared));
    write(
        folder,
        "parent",
        "<modules><module>orders</module><module>accounts</module></modules>",
        "shared",
        """
        <oncePerReactor>true</oncePerReactor>
        <manifest>
          <file>${maven.multiModuleProjectDirectory}/shared.yaml</file>
        </manifest>
        """);
    for (var module : MODULES) {
      var parent =
          "<parent><groupId>com.example</groupId><artifactId>parent</artifactId>"
              + "<version>1.0-SNAPSHOT</version></parent>";
      write(
          Files.createDirectory(folder.resolve(module)),
          module,
          parent,
          "own",
          """
          <resource>
            <apiVersion>kubernetes.project-planton.org/v1</apiVersion>
            <kind>PerconaPostgresqlOperator</kind>
            <metadata>
              <name>${project.artifactId}</name>
            </metadata>
            <spec>
              <targetCluster>
                <kubernetesProviderConfigId>k8s-cluster-01</kubernetesProviderConfigId>
              </targetCluster>
              <namespace>%s-${project.artifactId}</namespace>
              <container/>
            </spec>
          </resource>
          """
              .formatted(shared));
    }
  }

  private static void write(
      Path folder, String name, String body, String execution, String configuration)
      throws IOException {
    Files.writeString(
        folder.resolve("pom.xml"),
        """
        <project xmlns="http://maven.apache.org/POM/4.0.0">
          <modelVersion>4.0.0</modelVersion>
          <groupId>com.example</groupId>
          <artifactId>%s</artifactId>
          <version>1.0-SNAPSHOT</version>
          <packaging>pom</packaging>
          %s
          <build>
            <plugins>
              <plugin>
                <groupId>io.github.perconapg</groupId>
                <artifactId>percona-pg-maven-plugin</artifactId>
                <version>0.1.0-SNAPSHOT</version>
                <executions>
                  <execution>
                    <id>%s</id>
                    <goals>
                      <goal>deploy</goal>
                      <goal>destroy</goal>
                    </goals>
                    <configuration>
                      <outputDirectory>target/%s</outputDirectory>
                      %s
                    </configuration>
                  </execution>
                </executions>
              </plugin>
            </plugins>
          </build>
        </project>
        """
            .formatted(name, body, execution, execution, configuration));
  }
}
