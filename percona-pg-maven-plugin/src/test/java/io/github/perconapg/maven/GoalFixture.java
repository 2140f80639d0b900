package io.github.perconapg.maven;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.perconapg.model.Environment;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.DefaultMavenExecutionResult;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.project.MavenProject;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.crypto.DefaultSettingsDecrypter;
import org.apache.maven.shared.utils.logging.MessageUtils;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositorySystemSession;
import org.sonatype.plexus.components.sec.dispatcher.SecDispatcherException;

/** A folder with a manifest, a session, and goals set up as Maven would. */
final class GoalFixture {

  static final String MANIFEST =
      """
      apiVersion: kubernetes.project-planton.org/v1
      kind: PerconaPostgresqlOperator
      metadata:
        name: NAME
      spec:
        targetCluster:
          kubernetesProviderConfigId: CLUSTER
        namespace: percona-postgresql-operator
        container:
          resources:
            requests:
              cpu: 100m
              memory: 256Mi
            limits:
              cpu: 1000m
              memory: 1Gi
      """;

  final RecordedLog log = new RecordedLog();
  final FakeCluster cluster = new FakeCluster();
  final MavenProject project = new MavenProject();

  /** All projects of the reactor. */
  List<MavenProject> projects = List.of(project);

  private final RepositorySystemSession repositories = new DefaultRepositorySystemSession();
  Properties commandLine = new Properties();
  private final List<Server> servers = new ArrayList<>();
  private final Path folder;

  GoalFixture(Path folder) {
    this.folder = folder;
    MessageUtils.setColorEnabled(false); // whoever runs the tests may sit at a terminal
    manifest("percona-postgresql-operator.yaml", "operator", "dev");
  }

  /** Writes a manifest beside the default one. */
  void manifest(String file, String name, String cluster) {
    manifest(file, name, cluster, "percona-postgresql-operator");
  }

  /** The same with a namespace of its own. */
  void manifest(String file, String name, String cluster, String namespace) {
    try {
      Files.writeString(
          folder.resolve(file),
          MANIFEST
              .replace("NAME", name)
              .replace("CLUSTER", cluster)
              .replace("percona-postgresql-operator", namespace));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds a server to settings.xml. */
  void server(String id, String password) {
    var server = new Server();
    server.setId(id);
    server.setUsername("me");
    server.setPassword(password);
    servers.add(server);
  }

  private static String decrypt(String text) throws SecDispatcherException {
    if (text.startsWith("{")) {
      throw new SecDispatcherException("there is no settings-security.xml");
    }
    return text;
  }

  /** The text of a file that a goal left. */
  String left(String file) throws IOException {
    return Files.readString(folder.resolve("target/percona-pg").resolve(file));
  }

  /** The same, parsed. */
  JsonNode json(String file) throws IOException {
    return new ObjectMapper().readTree(left(file));
  }

  /** Files of the project, as Maven injects them. */
  List<File> files(String... names) {
    return Stream.of(names).map(name -> folder.resolve(name).toFile()).toList();
  }

  /** A goal with everything that Maven injects. */
  @SuppressWarnings("UnnecessaryAssignment") // this is the framework here
  <M extends PerconaPgMojo> M ready(M goal) {
    goal.setLog(log);
    goal.session = session();
    goal.project = project;
    goal.plugin = PluginDescriptorTest.descriptor();
    goal.execution = new MojoExecution(goal.plugin.getMojo(goal.goal()), "it");
    if (goal instanceof ClusterMojo onCluster) {
      onCluster.connector = (target, environment, http, listener) -> cluster.connect(listener);
    }
    if (goal instanceof DeployMojo deploy) {
      deploy.deployAll = cluster::deployAll;
    }
    if (goal instanceof ChartMojo withChart) {
      withChart.decrypter = new DefaultSettingsDecrypter(GoalFixture::decrypt);
    }
    if (goal instanceof ChartPullMojo pull) {
      pull.decrypter = new DefaultSettingsDecrypter(GoalFixture::decrypt);
      pull.environment =
          new Environment(
              Map.of(),
              folder.resolve("home"),
              folder.resolve("cache"),
              folder.resolve("tmp"),
              Clock.systemUTC());
    }
    return goal;
  }

  // The only constructor that needs no container is deprecated, and Maven's API wants a Date.
  @SuppressWarnings({"deprecation", "JavaUtilDate"})
  private MavenSession session() {
    var request = new DefaultMavenExecutionRequest();
    request.setBaseDirectory(folder.toFile());
    request.setServers(servers);
    request.setStartTime(new Date());
    return new MavenSession(null, repositories, request, new DefaultMavenExecutionResult()) {
      @Override
      public List<MavenProject> getProjects() {
        return projects;
      }

      @Override
      public Properties getUserProperties() {
        return commandLine;
      }
    };
  }
}
