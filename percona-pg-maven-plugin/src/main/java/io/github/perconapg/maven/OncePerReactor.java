package io.github.perconapg.maven;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.project.MavenProject;

/**
 * A goal that runs in one project of a reactor, for all of them. What projects share lies in the
 * session's data and is made of JDK types: a module that gives the plugin other dependencies loads
 * its classes a second time.
 */
final class OncePerReactor {

  private static final String OUTPUTS = "percona-pg.out.";

  private final MavenSession session;
  private final MavenProject project;
  private final Log log;
  private final String what;
  private final String key;

  /** The goal's work. */
  interface Work {
    void run() throws IOException;
  }

  /**
   * @param goal the goal's name
   * @param execution the execution, which is told from others by its id
   * @param log where is said that the goal is left to another project
   */
  OncePerReactor(
      MavenSession session, MavenProject project, String goal, MojoExecution execution, Log log) {
    this.log = log;
    this.session = session;
    this.project = project;
    this.what = "percona-pg:" + goal;
    this.key = OncePerReactor.class.getName() + ":" + goal + ":" + execution.getExecutionId();
  }

  /**
   * Runs in the project that comes first. The others wait until it has ended, since they go on with
   * what it deploys, and get the properties that it leaves.
   *
   * @throws MojoFailureException when it failed in the other project
   */
  void first(Work work) throws IOException, MojoFailureException {
    var mine = Map.entry(project.getId(), new CompletableFuture<Map<String, String>>());
    var theirs = (Map.Entry<?, ?>) shared(mine);
    if (!theirs.equals(mine)) {
      await(theirs.getKey(), (CompletableFuture<?>) theirs.getValue());
      return;
    }
    try {
      work.run();
      mine.getValue().complete(outputs());
    } finally {
      // Does nothing to one that is complete.
      mine.getValue().cancel(false);
    }
  }

  private void await(Object other, CompletableFuture<?> end) throws MojoFailureException {
    log.info(what + " is left to project " + other + ", once for this reactor");
    try {
      project.getProperties().putAll((Map<?, ?>) end.join());
    } catch (CancellationException e) {
      throw new MojoFailureException(
          what
              + " failed in project "
              + other
              + ", which does it once for this reactor."
              + "\n  What to do: Read there why.");
    }
  }

  /**
   * Runs in the project that comes last: what is removed must not be needed by any other.
   *
   * @param count how many projects come here
   */
  void last(int count, Work work) throws IOException {
    var arrived = (AtomicInteger) shared(new AtomicInteger());
    if (arrived.incrementAndGet() < count) {
      log.info(what + " is left to the last project of this reactor that comes here");
    } else {
      work.run();
    }
  }

  /** Returns what the first project put there. */
  private Object shared(Object mine) {
    var data = session.getRepositorySession().getData();
    return data.set(key, null, mine) ? mine : data.get(key);
  }

  private Map<String, String> outputs() {
    var outputs = new HashMap<String, String>();
    var properties = project.getProperties();
    properties.stringPropertyNames().stream()
        .filter(name -> name.startsWith(OUTPUTS))
        .forEach(name -> outputs.put(name, properties.getProperty(name)));
    return outputs;
  }
}
