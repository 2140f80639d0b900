package io.github.perconapg;

import io.github.perconapg.event.EventListener;
import io.github.perconapg.internal.crd.CrdCache;
import io.github.perconapg.model.Environment;
import io.github.perconapg.model.HttpSettings;
import io.github.perconapg.model.Target;
import java.time.Duration;

/** Connects with a shorter deadline for verbs that have no timeout of their own. */
public final class QuickLook {

  private QuickLook() {}

  /** As {@link PerconaPg#connect}. */
  public static Cluster connect(Target target, Environment environment, Duration toLook) {
    return ConnectedCluster.open(
        target,
        environment,
        HttpSettings.defaults(),
        EventListener.none(),
        server -> new CrdCache(),
        toLook);
  }
}
