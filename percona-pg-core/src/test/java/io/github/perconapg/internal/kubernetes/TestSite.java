package io.github.perconapg.internal.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.perconapg.event.Event;
import io.github.perconapg.internal.outlet.Redactor;
import io.github.perconapg.model.DesiredState;
import io.github.perconapg.model.Environment;
import io.github.perconapg.model.Metadata;
import io.github.perconapg.model.PerconaPostgresqlOperator;
import io.github.perconapg.model.ProviderConfig;
import io.github.perconapg.model.Spec;
import io.github.perconapg.model.StackInput;
import io.github.perconapg.model.Target;
import io.github.perconapg.model.TargetCluster;
import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.ProblemCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;

/** A machine for tests: a folder with files, variables, and what was traced. */
public final class TestSite {

  /** A secret that may appear in no text. */
  public static final String CANARY = "canary-5ecret";

  /** A kubeconfig whose current context is not the one that a manifest names. */
  public static final String TWO_CONTEXTS =
      """
      current-context: wrong
      contexts:
      - {name: wrong, context: {cluster: wrong, user: u}}
      - {name: prod, context: {cluster: prod, user: u}}
      clusters:
      - {name: wrong, cluster: {server: "https://wrong:6443"}}
      - {name: prod, cluster: {server: "https://prod:6443"}}
      users:
      - {name: u, user: {token: canary-5ecret}}
      """;

  final Path folder;
  public final Map<String, String> variables = new LinkedHashMap<>();
  final List<Event.RequestSent> trace = Collections.synchronizedList(new ArrayList<>());
  public Clock clock = Clock.systemUTC();
  ExchangeLimits limits = ExchangeLimits.DEFAULT;

  public TestSite(Path folder) {
    this.folder = folder;
    variables.put("PATH", folder.resolve("bin") + ":/usr/bin:/bin");
  }

  Environment environment() {
    return new Environment(variables, folder, folder.resolve("cache"), folder, clock);
  }

  public Path write(String name, String text) {
    try {
      var file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A command on this machine's PATH that does what the shell script says. */
  public Path command(String name, String script) {
    var file = write("bin/" + name, "#!/bin/sh\n" + script);
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }

  /** {@code ~/.kube/config} with one context of this name. */
  public Path kubeconfig(String context, String server, String clusterFields, String userFields) {
    return write(".kube/config", kubeconfigText(context, server, clusterFields, userFields));
  }

  static String kubeconfigText(
      String context, String server, String clusterFields, String userFields) {
    return """
    apiVersion: v1
    kind: Config
    current-context: %1$s
    contexts:
    - name: %1$s
      context: {cluster: the-cluster, user: the-user}
    clusters:
    - name: the-cluster
      cluster:
        server: %2$s
    %3$s
    users:
    - name: the-user
      user:
        # the user's fields follow
    %4$s
    """
        .formatted(context, server, clusterFields.indent(4), userFields.indent(4));
  }

  public Connection connect(Target target) {
    return Connection.open(target, environment(), trace::add, new Redactor(), folder, limits);
  }

  /** Opens the only kubeconfig's context "dev". */
  public Connection connect() {
    return connect(Target.of(desired("dev")));
  }

  /** The server that a target leads to. */
  public String server(Target target) {
    try (var connection = connect(target)) {
      return connection.resolved().server();
    }
  }

  public static DesiredState desired(@Nullable String cluster) {
    return desired(cluster, null);
  }

  public static DesiredState desired(@Nullable String cluster, @Nullable ProviderConfig provider) {
    var named = cluster == null ? null : new TargetCluster.ById(cluster);
    var spec = new Spec(named, "pgo", io.github.perconapg.model.Container.DEFAULT, true);
    var resource = new PerconaPostgresqlOperator(Metadata.named("operator"), spec);
    return DesiredState.of(new StackInput(resource, provider, "manifest.yaml"));
  }

  /** What a call fails with; checks that no text of it holds the canary. */
  public static PerconaPgException refused(ProblemCode code, ThrowingCallable call) {
    var error = catchThrowableOfType(PerconaPgException.class, call);
    assertThat(error).as("the call is refused").isNotNull();
    var text = new StringWriter();
    error.printStackTrace(new PrintWriter(text));
    assertThat(text.toString()).doesNotContain(CANARY);
    assertThat(error.problem().code()).as(error.getMessage()).isEqualTo(code);
    return error;
  }
}
