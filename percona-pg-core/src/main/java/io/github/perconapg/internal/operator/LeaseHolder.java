package io.github.perconapg.internal.operator;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import org.jspecify.annotations.Nullable;

/**
 * Who holds the Lease by which an operator leads. The operator's leader election names itself by
 * its host, which is its pod's name, an underscore and a UUID (controller-runtime,
 * pkg/leaderelection).
 *
 * @param identity as it stands in the Lease; empty if the Lease has no holder
 */
public record LeaseHolder(String identity) {

  /**
   * The holder of that name.
   *
   * @param identity as it stands in the Lease; null and empty mean no holder
   */
  public static LeaseHolder of(@Nullable String identity) {
    return new LeaseHolder(identity == null ? "" : identity);
  }

  /** Returns a Lease's holder; vacant if the Lease does not exist. */
  public static LeaseHolder of(@Nullable Lease lease) {
    return of(
        lease == null || lease.getSpec() == null ? null : lease.getSpec().getHolderIdentity());
  }

  /** Returns true if the Lease has no holder. */
  public boolean vacant() {
    return identity.isEmpty();
  }

  /** Returns the name of the pod that holds the Lease; empty if it has no holder. */
  public String pod() {
    return identity.contains("_") ? identity.substring(0, identity.lastIndexOf('_')) : identity;
  }

  /** Tells whether it is the pod of that name. */
  public boolean isPod(String name) {
    return !vacant() && pod().equals(name);
  }
}
