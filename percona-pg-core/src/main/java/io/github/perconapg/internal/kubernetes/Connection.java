package io.github.perconapg.internal.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.github.perconapg.event.Event.RequestSent;
import io.github.perconapg.internal.kubeconfig.KubeContext;
import io.github.perconapg.internal.kubeconfig.ResolvedTarget;
import io.github.perconapg.internal.kubeconfig.TargetResolver;
import io.github.perconapg.internal.outlet.Redactor;
import io.github.perconapg.internal.problem.ForeignErrors;
import io.github.perconapg.internal.yaml.Unstructured;
import io.github.perconapg.model.DesiredState;
import io.github.perconapg.model.Environment;
import io.github.perconapg.model.Target;
import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** An open connection to the resolved cluster. Safe for use by several threads. */
public final class Connection implements AutoCloseable {

  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);

  /** What one of Helm's operations takes at most: it does not wait for the operator. */
  private static final Duration ONE_OPERATION = Duration.ofMinutes(2);

  private final Target target;
  private final TargetResolver resolver;
  private final Environment environment;
  private final KubeContext context;
  private final ResolvedTarget resolved;
  private final ApiRequests api;
  private final ServerVersionPrefetch greeting;
  private final ApiDiscovery discovery;
  private final TypedClients typed;
  private final Exchanges exchanges;
  private final Redactor redactor;

  private Connection(
      Target target,
      TargetResolver resolver,
      Environment environment,
      KubeContext context,
      Config config,
      HttpClient http,
      Exchanges exchanges,
      Redactor redactor) {
    this.redactor = redactor;
    this.target = target;
    this.resolver = resolver;
    this.environment = environment;
    this.context = context;
    this.resolved = ResolvedTarget.of(context);
    this.api = new ApiRequests(http, resolved.server());
    this.greeting = new ServerVersionPrefetch(api);
    this.discovery = new ApiDiscovery(api);
    this.typed = new TypedClients(http, config);
    this.exchanges = exchanges;
  }

  /**
   * Resolves the target and builds a client; sends no request yet, but runs the exec plugin of a
   * kubeconfig that has one.
   *
   * @param trace receives every request that is sent, from several threads
   * @throws PerconaPgException when the cluster is not known, or its credential cannot be used
   */
  public static Connection open(
      Target target, Environment environment, Consumer<RequestSent> trace) {
    return open(target, environment, trace, new Redactor());
  }

  /**
   * As {@link #open(Target, Environment, Consumer)}.
   *
   * @param redactor is told every credential, before it is used for the first time
   */
  public static Connection open(
      Target target, Environment environment, Consumer<RequestSent> trace, Redactor redactor) {
    return open(target, environment, trace, redactor, Path.of("/"), ExchangeLimits.DEFAULT);
  }

  static Connection open(
      Target target,
      Environment environment,
      Consumer<RequestSent> trace,
      Redactor redactor,
      Path root,
      ExchangeLimits limits) {
    var resolver = new TargetResolver(environment, root);
    var context = resolver.resolve(target);
    var cluster = context.cluster();
    redactor.learnAddress(cluster.server().toString());
    redactor.learnAddress(String.valueOf(cluster.proxy()));
    redactor.learnValues(cluster.execConfig());
    var exchanges = new Exchanges(limits);
    context.credential().prepare(redactor, exchanges::left);
    var config = config(context);
    var http = new ApiHttpClientFactory(context, exchanges, trace).newBuilder(config).build();
    return new Connection(
        target, resolver, environment, context, config, http, exchanges, redactor);
  }

  /**
   * Returns what a target stands for, without a connection: no request, no exec plugin.
   *
   * @throws PerconaPgException when the cluster is not known
   */
  public static ResolvedTarget resolve(Target target, Environment environment) {
    return ResolvedTarget.of(new TargetResolver(environment, Path.of("/")).resolve(target));
  }

  /**
   * Carries out work with a deadline over every request: those of both clients, watches and
   * followed logs, and those that were sent before. One that is under way when it passes is given
   * up. What is sent later, to see why a wait failed, to keep evidence or to give the lock back,
   * has a few seconds, and nothing is answered any more 15 s after the deadline.
   *
   * @param allowed how long from now
   */
  public <T> T within(Duration allowed, Supplier<T> work) {
    return exchanges.within(allowed, work);
  }

  /** As {@link #within(Duration, Supplier)}, for work without a result. */
  public void within(Duration allowed, Runnable work) {
    exchanges.within(
        allowed,
        () -> {
          work.run();
          return allowed;
        });
  }

  /** Requests that are answered as maps, over the same HTTP client as {@link #client}. */
  public ApiRequests api() {
    return api;
  }

  /**
   * The typed client, which knows the kinds that this library watches; owned by this connection.
   * Created on first use.
   */
  public KubernetesClient client() {
    return typed.client();
  }

  /** A typed client that knows every kind, for programs; owned by this connection. */
  public KubernetesClient clientOfEveryKind() {
    return typed.clientOfEveryKind();
  }

  /**
   * The API server's version as it names it, for example {@code v1.34.1}; requested once.
   *
   * @throws io.fabric8.kubernetes.client.KubernetesClientException when it does not answer
   */
  public String serverVersion() {
    return Unstructured.text(greeting.version(), "gitVersion");
  }

  /** Returns the API server's version; requested once, together with {@link #greet}. */
  public Map<String, Object> version() {
    return greeting.version();
  }

  /** Returns the kinds that the API server serves; requested once, on first use. */
  public ApiDiscovery discovery() {
    return discovery;
  }

  /**
   * Begins to ask for the server's version, once. The connection is then made, and TLS agreed on,
   * while the caller does something else. A failure is left to the question that comes next.
   */
  public void greet() {
    var unused = greeting.begin();
  }

  /** Knows the secrets of everything that is done over this connection. */
  public Redactor redactor() {
    return redactor;
  }

  /** Returns what is connected to. */
  public ResolvedTarget resolved() {
    return resolved;
  }

  /**
   * A kubeconfig of one context for the Helm worker: inline token or certificate, never an exec
   * stanza. A token that another program rotates in a file stays the name of that file. The text is
   * secret.
   *
   * @param validFor how long it is needed from now
   * @throws PerconaPgException as {@link #requireCredential} does
   */
  public String workerKubeconfig(Duration validFor) {
    requireCredential(validFor);
    return WorkerKubeconfig.of(context);
  }

  /**
   * Makes sure that the credential lasts. A plugin is asked again when what it supplied ends too
   * early; as it can be asked before each of Helm's operations, what it supplies has to last for
   * one of them only.
   *
   * @param validFor how long a run takes at most, from now
   * @throws PerconaPgException {@code credential-expired} when the credential ends earlier and a
   *     new one would, too; what a plugin fails with
   */
  public void requireCredential(Duration validFor) {
    var credential = context.credential();
    var now = environment.clock().instant();
    if (!endsBefore(now.plus(validFor))) {
      return;
    }
    credential.renew();
    var needed =
        credential.renewable() && validFor.compareTo(ONE_OPERATION) > 0 ? ONE_OPERATION : validFor;
    if (endsBefore(now.plus(needed))) {
      throw Problem.of(
              ProblemCode.CREDENTIAL_EXPIRED,
              "The credential of %s for %s ends at %s, before %s, until when it is needed."
                  .formatted(
                      resolved.identity(),
                      resolved.server(),
                      credential.expires(),
                      now.plus(needed).truncatedTo(ChronoUnit.SECONDS)),
              credential.renewable()
                  ? "Let the credential plugin supply one that lasts two minutes or longer."
                  : "Log in again, or run with a shorter timeout.")
          .asException();
    }
  }

  private boolean endsBefore(Instant moment) {
    var ends = context.credential().expires();
    return ends != null && ends.isBefore(moment);
  }

  /**
   * Refuses a desired state whose manifest names another cluster than the one connected to. Nothing
   * is refused when the target was given explicitly.
   *
   * @throws PerconaPgException with {@link ProblemCode#TARGET_MISMATCH}, or because the cluster
   *     that the manifest names is not known
   */
  public void requireSameTarget(DesiredState desired) {
    var other = target.sameFiles(desired);
    if (target.explicit() || (other.cluster() == null && other.providerConfig() == null)) {
      return;
    }
    var named = resolver.resolve(other);
    if (!named.cluster().address().equals(context.cluster().address())) {
      throw Problem.of(
              ProblemCode.TARGET_MISMATCH,
              "The manifest %s names the cluster %s (%s), but the connection is to %s (%s)."
                  .formatted(
                      desired.input().source(),
                      named.name(),
                      named.cluster().server(),
                      resolved.name(),
                      resolved.server()),
              "Connect to the cluster that the manifest names, or name the context explicitly.")
          .asException();
    }
  }

  /**
   * An error of the client in this library's words.
   *
   * @param doing what was being done, for example {@code applying the CRDs}
   */
  public PerconaPgException failure(String doing, Throwable error) {
    var proxy = context.cluster().proxy();
    var through = proxy == null ? null : proxy.toString();
    var translated =
        ForeignErrors.translate(error, doing, resolved.server(), resolved.source(), through);
    return translated.problem().code() == ProblemCode.CREDENTIAL_REJECTED
        ? expired(translated)
        : translated;
  }

  /** The API server does not say why it rejects a credential; that it has ended is known here. */
  private PerconaPgException expired(PerconaPgException rejected) {
    var ends = context.credential().expires();
    if (ends == null || ends.isAfter(environment.clock().instant())) {
      return rejected;
    }
    var facts = new ArrayList<>(rejected.problem().facts());
    facts.add("The credential ended at " + ends + ".");
    return Problem.of(
            ProblemCode.CREDENTIAL_EXPIRED,
            rejected.problem().summary(),
            ProblemCode.CREDENTIAL_EXPIRED.advice())
        .facts(facts)
        .asException(rejected);
  }

  /** Closes its clients. */
  @Override
  public void close() {
    exchanges.close();
    typed.close();
  }

  @Override
  public String toString() {
    return "Connection[" + resolved.server() + "]";
  }

  private static Config config(KubeContext context) {
    var config = Config.empty();
    config.setMasterUrl(context.cluster().server().toString());
    config.setRequestTimeout((int) REQUEST_TIMEOUT.toMillis());
    // Proxies drop the upgrade to a web socket, or answer it with anything; every one passes HTTP.
    config.setOnlyHttpWatches(true);
    return config;
  }
}
