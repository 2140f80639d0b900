package io.github.perconapg.it.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Projects of users, beside those of the examples. */
final class Poms {

  private static final String PLUGIN =
      """
            <plugin>
              <groupId>io.github.perconapg</groupId>
              <artifactId>percona-pg-maven-plugin</artifactId>
              <version>0.1.0-SNAPSHOT</version>
              CONFIGURATION
              <executions>
                <execution>
                  <goals>
                    <goal>deploy</goal>
                    <goal>verify</goal>
                    <goal>destroy</goal>
                  </goals>
                </execution>
              </executions>
            </plugin>
      """;

  private Poms() {}

  /** The quickstart's manifest twice, as first.yaml and second.yaml. */
  static void writeManifests(Path folder, String first, String second) throws IOException {
    Files.writeString(folder.resolve("first.yaml"), manifest("first", first));
    Files.writeString(folder.resolve("second.yaml"), manifest("second", second));
  }

  /** A project with both manifests, a wrong chart, and a plugin that reads the outputs. */
  static void writeProject(Path folder) throws IOException {
    var configuration =
        """
        <configuration>
          <manifest>
            <manifest>first.yaml</manifest>
            <manifest>second.yaml</manifest>
          </manifest>
          <chart>/no/such/chart</chart>
          <targets>/no/such/targets.yaml</targets>
        </configuration>
        """;
    var reader =
        """
            <plugin>
              <artifactId>maven-resources-plugin</artifactId>
              <version>3.3.1</version>
              <executions>
                <execution>
                  <id>read</id>
                  <phase>integration-test</phase>
                  <goals><goal>copy-resources</goal></goals>
                  <configuration>
                    <outputDirectory>${project.build.directory}/seen</outputDirectory>
                    <encoding>UTF-8</encoding>
                    <resources>
                      <resource>
                        <directory>${project.basedir}</directory>
                        <includes><include>seen.txt</include></includes>
                        <filtering>true</filtering>
                      </resource>
                    </resources>
                  </configuration>
                </execution>
              </executions>
            </plugin>
        """;
    var plugins = PLUGIN.replace("CONFIGURATION", configuration) + reader;
    write(folder, "project", "<build><plugins>" + plugins + "</plugins></build>");
  }

  /** A project with the plugin in its lifecycle, from validate to destroy, and no other plugin. */
  static void writeSmallProject(Path folder) throws IOException {
    var looks =
        """
        <executions>
          <execution>
            <id>looks</id>
            <phase>package</phase>
            <goals>
              <goal>validate</goal>
              <goal>preview</goal>
            </goals>
          </execution>
        """;
    var plugin = PLUGIN.replace("CONFIGURATION", "").replace("<executions>", looks);
    Files.createDirectory(folder.resolve(".mvn")); // Maven 4 warns where none tells the root
    write(folder, "small", "<build><plugins>" + plugin + "</plugins></build>");
  }

  /** A parent with the modules first and second, each with a manifest of its own. */
  static void writeModules(Path folder, String first, String second) throws IOException {
    write(folder, "parent", "<modules><module>first</module><module>second</module></modules>");
    for (var module : new String[] {"first", "second"}) {
      var below = Files.createDirectory(folder.resolve(module));
      var namespace = module.equals("first") ? first : second;
      Files.writeString(below.resolve(Workspace.MANIFEST), manifest(module, namespace));
      var plugins = "<plugins>" + PLUGIN.replace("CONFIGURATION", "") + "</plugins>";
      write(below, module, "<build>" + plugins + "</build>");
    }
  }

  /** The quickstart's manifest with a name and a namespace. */
  static String manifest(String name, String namespace) throws IOException {
    var example = Readme.ROOT.resolve("examples/quickstart").resolve(Workspace.MANIFEST);
    return Files.readString(example)
        .replace("name: percona-postgresql-operator", "name: " + name)
        .replace("namespace: percona-postgresql-operator", "namespace: " + namespace);
  }

  private static void write(Path folder, String name, String body) throws IOException {
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
        </project>
        """
            .formatted(name, body));
  }
}
