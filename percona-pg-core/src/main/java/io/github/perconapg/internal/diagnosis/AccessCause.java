package io.github.perconapg.internal.diagnosis;

import io.github.perconapg.internal.helm.RenderedObject;
import io.github.perconapg.internal.operator.OperatorTarget;
import io.github.perconapg.internal.yaml.Unstructured;
import io.github.perconapg.problem.ProblemCode;
import java.util.List;

/** Why an operator is forbidden what it needs, which decides what helps. */
public final class AccessCause {

  private AccessCause() {}

  /** Tells whether a code is one of these. */
  public static boolean is(ProblemCode code) {
    return code == ProblemCode.OPERATOR_RIGHTS || code == ProblemCode.ROLE_BINDING_MISSING;
  }

  /**
   * The cause.
   *
   * @param absent objects by which the chart gives the operator its permissions, and that do not
   *     exist; empty if that was not looked up
   * @param fact what was seen; may be empty
   */
  static Cause of(OperatorTarget operator, List<String> absent, String fact) {
    if (!rendersBinding(operator)) {
      var what = "the chart renders no RoleBinding for " + account(operator);
      return new Cause(
          ProblemCode.ROLE_BINDING_MISSING,
          what,
          fact.isEmpty() ? what : fact,
          add(operator),
          null);
    }
    var missing = String.join(", ", absent) + (absent.size() == 1 ? " does" : " do") + " not exist";
    var told = absent.isEmpty() ? fact : missing + (fact.isEmpty() ? "" : "; " + fact);
    if (absent.stream().anyMatch(object -> object.contains("RoleBinding"))) {
      return Cause.of(ProblemCode.ROLE_BINDING_MISSING, told);
    }
    var cause = Cause.of(ProblemCode.OPERATOR_RIGHTS, told);
    return absent.isEmpty()
        ? cause
        : cause.remedy("Run deploy again: it puts back what the chart renders.");
  }

  /** Tells whether the chart gives a role to the ServiceAccount that it renders. */
  static boolean rendersBinding(OperatorTarget operator) {
    var accounts = names(operator, "ServiceAccount");
    return operator.access().stream()
        .filter(object -> object.kind().endsWith("RoleBinding"))
        .flatMap(binding -> Unstructured.list(binding.content(), "subjects").stream())
        .anyMatch(
            subject -> accounts.isEmpty() || accounts.contains(Unstructured.text(subject, "name")));
  }

  private static List<String> names(OperatorTarget operator, String kind) {
    return operator.access().stream()
        .filter(object -> object.kind().equals(kind))
        .map(RenderedObject::name)
        .toList();
  }

  private static String account(OperatorTarget operator) {
    return names(operator, "ServiceAccount").stream()
        .findFirst()
        .map(name -> "ServiceAccount " + operator.namespace() + "/" + name)
        .orElse("the operator's ServiceAccount");
  }

  private static String add(OperatorTarget operator) {
    var roles = names(operator, "Role");
    var wide = roles.isEmpty() ? names(operator, "ClusterRole") : List.<String>of();
    var role = roles.isEmpty() ? wide.isEmpty() ? "ROLE" : wide.get(0) : roles.get(0);
    var account = names(operator, "ServiceAccount").stream().findFirst().orElse("default");
    var command =
        wide.isEmpty()
            ? "kubectl create rolebinding %1$s -n %2$s --role=%3$s --serviceaccount=%2$s:%4$s"
            : "kubectl create clusterrolebinding %1$s --clusterrole=%3$s"
                + " --serviceaccount=%2$s:%4$s";
    return "Add a RoleBinding to the chart, since deploy puts back only what the chart renders, or"
        + " create one: "
        + command.formatted(operator.deployment(), operator.namespace(), role, account);
  }
}
