package io.github.perconapg.internal.destroy;

import io.github.perconapg.internal.helm.ReleaseRecord;
import io.github.perconapg.internal.plan.NamespaceState;
import io.github.perconapg.model.DestroyPlan;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A plan with all that carrying it out needs.
 *
 * @param plan what a person sees
 * @param namespace the release's namespace as it was
 * @param history the release's records, newest first; empty when there is no release
 * @param watched the namespaces that the operator watches; empty for all, or without a release
 * @param databases what is in them
 * @param survivingBackups the backups that outlive these databases, a sentence each
 * @param operator whether the operator can finish what is deleted; null when nothing needs it
 * @param crds the CRDs that go
 */
record ResolvedDestroyPlan(
    DestroyPlan plan,
    NamespaceState namespace,
    List<ReleaseRecord> history,
    Set<String> watched,
    Databases databases,
    List<String> survivingBackups,
    @Nullable OperatorLiveness operator,
    CrdDeletionPlan crds) {}
