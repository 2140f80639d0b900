package io.github.perconapg.junit;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.perconapg.Cluster;
import io.github.perconapg.model.DesiredState;
import io.github.perconapg.model.Outputs;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * What {@link PerconaPgOperator} brings with it. JUnit's own store keeps the operator: it makes it
 * once, whichever class is first, and closes it at the end of the class or of the run.
 */
public final class PerconaPgExtension
    implements BeforeAllCallback, AfterEachCallback, AfterAllCallback, ParameterResolver {

  private static final Namespace STORE = Namespace.create(PerconaPgExtension.class);

  private static final List<Class<?>> INJECTED =
      List.of(Outputs.class, Cluster.class, DesiredState.class, KubernetesClient.class);

  /** Made by JUnit. */
  public PerconaPgExtension() {}

  @Override
  public void beforeAll(ExtensionContext context) {
    var unused = operator(context);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    noteFailure(context);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    noteFailure(context);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return INJECTED.contains(parameter.getParameter().getType());
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    var operator = operator(context);
    var type = parameter.getParameter().getType();
    if (type == Outputs.class) {
      return operator.outputs();
    }
    if (type == Cluster.class) {
      return operator.cluster();
    }
    return type == DesiredState.class ? operator.desired() : operator.client();
  }

  private static void noteFailure(ExtensionContext context) {
    if (context.getExecutionException().isPresent()) {
      operator(context).testFailed();
    }
  }

  /** The operator of a class; deployed on first use. */
  private static TestOperator operator(ExtensionContext context) {
    var owner = owner(context.getRequiredTestClass());
    var annotation = AnnotationSupport.findAnnotation(owner, PerconaPgOperator.class).orElseThrow();
    var where =
        annotation.scope() == PerconaPgOperator.Scope.RUN
            ? context.getRoot()
            : contextOf(owner, context);
    return where
        .getStore(STORE)
        .getOrComputeIfAbsent(
            annotation, key -> TestOperator.deploy(annotation, owner), TestOperator.class);
  }

  /** The class with the annotation: a nested class uses the operator of the class around it. */
  private static Class<?> owner(Class<?> testClass) {
    for (Class<?> type = testClass; type != null; type = type.getEnclosingClass()) {
      if (AnnotationSupport.isAnnotated(type, PerconaPgOperator.class)) {
        return type;
      }
    }
    throw new ExtensionConfigurationException(
        testClass.getName() + " has no annotation @" + PerconaPgOperator.class.getSimpleName());
  }

  private static ExtensionContext contextOf(Class<?> owner, ExtensionContext context) {
    var found = context;
    for (var c = Optional.of(context); c.isPresent(); c = c.get().getParent()) {
      if (c.get().getTestClass().filter(owner::equals).isPresent()) {
        found = c.get(); // the last is the class itself, not one of its methods
      }
    }
    return found;
  }
}
