package io.github.perconapg.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.apache.maven.model.Build;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A goal that is asked to run once for all projects of a reactor. */
class OncePerReactorTest {

  private final GoalFixture maven;
  private final MavenProject first = project("first", "it", "deploy", "destroy");
  private final MavenProject second = project("second", "it", "deploy", "destroy");
  private final MavenProject other = project("other", "another", "deploy", "destroy");

  OncePerReactorTest(@TempDir Path folder) {
    maven = new GoalFixture(folder);
    maven.projects = List.of(first, second, other);
  }

  @Test
  void runsInTheFirstProjectAndGivesItsPropertiesToTheOthers() throws Exception {
    once(new DeployMojo(), second).execute();
    once(new DeployMojo(), first).execute();

    assertThat(maven.cluster.asked).hasSize(1);
    assertThat(maven.log.lines)
        .last()
        .asString()
        .matches(
            "INFO percona-pg:deploy is left to project com.example:second:\\S+:1, once for this"
                + " reactor");
    assertThat(first.getProperties())
        .hasSize(6)
        .isEqualTo(second.getProperties())
        .containsKey("percona-pg.out.namespace");
  }

  @Test
  @Timeout(60)
  void letsAProjectThatIsBuiltMeanwhileWaitForTheEnd() throws Exception {
    var began = new CountDownLatch(1);
    var mayEnd = new CountDownLatch(1);
    var slow = once(new DeployMojo(), first);
    slow.connector =
        (target, environment, http, listener) -> {
          began.countDown();
          await(mayEnd);
          return maven.cluster.connect(listener);
        };
    var fast = once(new DeployMojo(), second);

    var running = CompletableFuture.runAsync(() -> execute(slow));
    await(began);
    var waiting = CompletableFuture.runAsync(() -> execute(fast));
    while (maven.log.lines.stream().noneMatch(line -> line.contains("is left to project"))) {
      Thread.onSpinWait();
    }
    assertThat(waiting).isNotDone();
    mayEnd.countDown();
    running.join();
    waiting.join();

    assertThat(maven.cluster.asked).hasSize(1);
    assertThat(second.getProperties()).containsKey("percona-pg.out.namespace");
  }

  @Test
  void failsInTheOthersWhenItFailedInTheFirst() {
    maven.cluster.failure = Problem.of(ProblemCode.FOREIGN_RELEASE, "No.", "Ask.").asException();

    assertThatThrownBy(once(new DeployMojo(), first)::execute).hasMessageContaining("No.");
    assertThatThrownBy(once(new DeployMojo(), second)::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("percona-pg:deploy failed in project com.example:first:");
    assertThat(maven.cluster.asked).hasSize(1);
  }

  @Test
  void destroysInTheLastProjectThatHasTheExecution() throws Exception {
    once(new DestroyMojo(), second).execute();
    assertThat(maven.cluster.asked).isEmpty();
    assertThat(maven.log.lines)
        .last()
        .isEqualTo(
            "INFO percona-pg:destroy is left to the last project of this reactor that comes here");

    once(new DestroyMojo(), first).execute();
    assertThat(maven.cluster.asked).hasSize(1);
  }

  @Test
  void doesNotWaitForProjectsThatLeaveItOut() throws Exception {
    var skip = new Xpp3Dom("destroySkip");
    skip.setValue("true");
    var configuration = new Xpp3Dom("configuration");
    configuration.addChild(skip);
    var skips = project("skips", "it", "destroy");
    skips.getBuild().getPlugins().get(0).getExecutions().get(0).setConfiguration(configuration);
    var byProperty = project("byProperty", "it", "destroy");
    byProperty.getProperties().setProperty("percona-pg.skip", "true");
    var deploysOnly = project("deploysOnly", "it", "deploy");
    maven.projects = List.of(first, skips, byProperty, deploysOnly);

    once(new DestroyMojo(), first).execute();

    assertThat(maven.cluster.asked).hasSize(1);
  }

  @Test
  void runsInEachProjectWhenNobodyAsksForOnce() throws Exception {
    for (var project : List.of(first, second)) {
      var deploy = maven.ready(new DeployMojo());
      deploy.project = project;
      deploy.execute();
    }

    assertThat(maven.cluster.asked).hasSize(2);
  }

  @SuppressWarnings("UnnecessaryAssignment") // this is the framework here
  private <M extends PerconaPgMojo> M once(M goal, MavenProject project) {
    var ready = maven.ready(goal);
    ready.project = project;
    ready.oncePerReactor = true;
    return ready;
  }

  private static MavenProject project(String name, String execution, String... goals) {
    var executed = new PluginExecution();
    executed.setId(execution);
    Stream.of(goals).forEach(executed::addGoal);
    var plugin = new Plugin();
    plugin.setGroupId("io.github.perconapg");
    plugin.setArtifactId("percona-pg-maven-plugin");
    plugin.addExecution(executed);
    var project = new MavenProject();
    project.setGroupId("com.example");
    project.setArtifactId(name);
    project.setVersion("1");
    project.getModel().setBuild(new Build());
    project.getBuild().addPlugin(plugin);
    return project;
  }

  private static void execute(PerconaPgMojo goal) {
    try {
      goal.execute();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
