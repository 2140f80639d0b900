package io.github.perconapg.controlplane.junit;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.perconapg.controlplane.ControlPlane;
import io.github.perconapg.controlplane.PlaneOptions;
import io.github.perconapg.controlplane.TestCluster;
import io.github.perconapg.controlplane.audit.AuditLog;
import io.github.perconapg.controlplane.operator.StandInOptions;
import java.nio.file.Path;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/** What {@link WithControlPlane} and {@link WithApiServer} say. */
final class ControlPlaneExtension implements ParameterResolver, ExecutionCondition {
  private static final ExtensionContext.Namespace SPACE =
      ExtensionContext.Namespace.create(ControlPlaneExtension.class);

  /** A cluster with the client that tests are given, and how both end. */
  private record Running(TestCluster cluster, KubernetesClient client, Runnable end)
      implements AutoCloseable {
    static Running of(ControlPlane plane) {
      return new Running(plane, plane.newClient(), plane::close);
    }

    static Running of(ExternalCluster external) {
      return new Running(external, external.newClient(), external::close);
    }

    @Override
    public void close() {
      client.close();
      end.run();
    }
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (ExternalCluster.named() == null
        || context.getTestMethod().isEmpty()
        || context.getTags().contains(WithControlPlane.ANY_CLUSTER)) {
      return ConditionEvaluationResult.enabled("runs on this cluster");
    }
    if (running(context).cluster() instanceof ExternalCluster external) {
      external.leaveOut();
    }
    return ConditionEvaluationResult.disabled(
        "-Dit.kubeconfig is given, and this test is not tagged " + WithControlPlane.ANY_CLUSTER);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == ControlPlane.class
        || type == TestCluster.class
        || type == KubernetesClient.class
        || type == AuditLog.class
        || (type == String.class && parameter.isAnnotated(FreshNamespace.class));
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    Running running = running(context);
    if (type == String.class) {
      return freshNamespace(context, running.client());
    }
    if (type == KubernetesClient.class) {
      return running.client();
    }
    if (type == TestCluster.class) {
      return running.cluster();
    }
    if (!(running.cluster() instanceof ControlPlane plane)) {
      throw new ParameterResolutionException(
          "A test tagged "
              + WithControlPlane.ANY_CLUSTER
              + " asks for "
              + type.getSimpleName()
              + ", which only a control plane of our own has. Ask for a TestCluster, or take the"
              + " tag off.");
    }
    return type == AuditLog.class ? new AuditLog(plane.auditLog(), running.client()) : plane;
  }

  private static String freshNamespace(ExtensionContext context, KubernetesClient client) {
    String name = "t-" + UUID.randomUUID().toString().substring(0, 8);
    AutoCloseable remover =
        () -> {
          if (requester(context).isAnnotationPresent(WithApiServer.class)) {
            // There is no controller to do it, and an operator would be seen by later tests.
            client.apps().deployments().inNamespace(name).delete();
            client.pods().inNamespace(name).withGracePeriod(0).delete();
          }
          client.namespaces().withName(name).delete();
        };
    context.getStore(SPACE).put(name, remover);
    return name;
  }

  private static Running running(ExtensionContext context) {
    Path external = ExternalCluster.named();
    Store shared = context.getRoot().getStore(SPACE);
    if (external != null) {
      return shared.getOrComputeIfAbsent(
          "external",
          key -> Running.of(ExternalCluster.open(external, System.getProperty("it.disposable"))),
          Running.class);
    }
    Class<?> requester = requester(context);
    if (requester.isAnnotationPresent(WithApiServer.class)) {
      return shared.getOrComputeIfAbsent(
          "API server",
          key -> Running.of(ControlPlane.start(PlaneOptions.defaults().withoutControllers())),
          Running.class);
    }
    if (requester.getAnnotation(WithControlPlane.class).own()) {
      // A key of its own: a store also answers with what its parents hold under the same key.
      return classContext(context)
          .getStore(SPACE)
          .getOrComputeIfAbsent("own", key -> Running.of(start()), Running.class);
    }
    return shared.getOrComputeIfAbsent("plane", key -> Running.of(start()), Running.class);
  }

  private static ControlPlane start() {
    return ControlPlane.start(PlaneOptions.defaults().withStandIn(StandInOptions.fast()));
  }

  /** The class with the annotation: the test's own, or one around it. */
  private static Class<?> requester(ExtensionContext context) {
    Class<?> at = context.getRequiredTestClass();
    while (!isAnnotated(at)) {
      at = Objects.requireNonNull(at.getEnclosingClass(), at + " asks for no cluster");
    }
    return at;
  }

  private static boolean isAnnotated(Class<?> type) {
    return type.isAnnotationPresent(WithControlPlane.class)
        || type.isAnnotationPresent(WithApiServer.class);
  }

  /** The context of the class that asks, so that classes nested in it share its plane. */
  private static ExtensionContext classContext(ExtensionContext context) {
    ExtensionContext at = context;
    while (at.getTestMethod().isPresent() || !asksItself(at)) {
      at = at.getParent().orElseThrow();
    }
    return at;
  }

  private static boolean asksItself(ExtensionContext context) {
    return context.getRequiredTestClass().isAnnotationPresent(WithControlPlane.class);
  }
}
