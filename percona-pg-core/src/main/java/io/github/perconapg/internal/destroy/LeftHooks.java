package io.github.perconapg.internal.destroy;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.perconapg.internal.helm.ChartHooks;
import io.github.perconapg.internal.helm.ReleaseRecord;
import io.github.perconapg.internal.helm.RenderedObject;
import io.github.perconapg.internal.helm.RenderedObjects;
import io.github.perconapg.internal.kubernetes.Connection;
import io.github.perconapg.internal.kubernetes.ParallelRequests;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** Objects of hooks: Helm's uninstall knows nothing of those that ran before it. */
final class LeftHooks {

  private LeftHooks() {}

  /**
   * Returns the objects of hooks that stay after a destroy, of every revision.
   *
   * @param history the release's records, newest first
   */
  static List<RenderedObject> of(Connection connection, List<ReleaseRecord> history) {
    var left = new LinkedHashMap<String, RenderedObject>();
    for (var record : history) {
      ChartHooks.running(hooks(connection, record), "install", "upgrade")
          .forEach(hook -> left.putIfAbsent(hook.path(), hook));
    }
    runningNow(connection, history.get(0)).stream()
        .filter(hook -> !ChartHooks.stays(hook))
        .forEach(hook -> left.remove(hook.path()));
    var candidates = List.copyOf(left.values());
    var there = ParallelRequests.ask(candidates, hook -> mayBeThere(connection, hook));
    var found = new ArrayList<RenderedObject>();
    for (var i = 0; i < candidates.size(); i++) {
      if (there.get(i)) {
        found.add(candidates.get(i));
      }
    }
    return found;
  }

  /** Returns the hooks that Helm runs when it uninstalls a revision. */
  static List<RenderedObject> runningNow(Connection connection, ReleaseRecord record) {
    return ChartHooks.running(hooks(connection, record), "delete");
  }

  /** An object that this caller may not see is named as well: it is better looked for in vain. */
  private static boolean mayBeThere(Connection connection, RenderedObject hook) {
    try {
      return connection.api().get(hook.path()) != null;
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
        return true;
      }
      throw e;
    }
  }

  private static List<RenderedObject> hooks(Connection connection, ReleaseRecord record) {
    return RenderedObjects.of(record.hooks(), record.namespace(), connection.discovery());
  }
}
