package io.github.perconapg.internal.destroy;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.perconapg.event.EventListener;
import io.github.perconapg.internal.kubernetes.ApiRequests;
import io.github.perconapg.internal.kubernetes.Connection;
import io.github.perconapg.internal.operator.CustomResource;
import io.github.perconapg.internal.operator.CustomResources;
import io.github.perconapg.internal.run.ChangeNotifier;
import io.github.perconapg.internal.run.Deadline;
import io.github.perconapg.internal.run.WaitReporter;
import io.github.perconapg.model.DestroyOptions;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Deletes databases in the order that the operator asks for: restores, backups, clusters. Each kind
 * is gone before the next begins.
 */
final class DatabaseRemoval {

  private static final String STEP = "databases";

  /** How long a working operator has before finalizers are taken off by force, where requested. */
  private static final Duration OPERATOR_FIRST = Duration.ofSeconds(30);

  private final Connection connection;
  private final ApiRequests api;
  private final ResolvedDestroyPlan before;
  private final DeletionConsent agreement;
  private final DestroyOptions options;
  private final Deadline deadline;
  private final WaitReporter waiting;
  private final Runnable allowed;
  private final Set<String> deleted = new HashSet<>();

  /**
   * @param allowed throws when this run may delete no more; asked before each look that deletes
   */
  DatabaseRemoval(
      Connection connection,
      ResolvedDestroyPlan before,
      DestroyOptions options,
      Deadline deadline,
      EventListener listener,
      Runnable allowed) {
    this.connection = connection;
    this.api = connection.api();
    this.before = before;
    this.agreement = new DeletionConsent(before.databases());
    this.options = options;
    this.deadline = deadline;
    this.waiting = new WaitReporter(listener, STEP, deadline);
    this.allowed = allowed;
  }

  /**
   * Deletes and waits until all are gone.
   *
   * @return what was done, in one line
   * @throws io.github.perconapg.problem.PerconaPgException {@code finalizers-left} when they are
   *     not gone in time
   */
  String run() {
    try {
      stage(Databases::restores, List.of(CustomResources.RESTORES));
      stage(Databases::backups, List.of(CustomResources.BACKUPS));
      var clusters = new ArrayList<>(List.of(CustomResources.CLUSTERS));
      clusters.addAll(CustomResources.INNER_CLUSTERS);
      stage(
          all -> {
            var both = new ArrayList<>(all.clusters());
            both.addAll(all.inner());
            return both;
          },
          clusters);
      // A schedule may have begun a backup after the others were gone.
      stage(Databases::backups, List.of(CustomResources.BACKUPS));
      return deleted.size() == 1 ? "1 object deleted" : deleted.size() + " objects deleted";
    } catch (KubernetesClientException e) {
      throw connection.failure("deleting databases", e);
    }
  }

  private void stage(Function<Databases, List<CustomResource>> part, List<String> kinds) {
    var forceFrom = forceFrom();
    try (var wake = new ChangeNotifier(api, paths(kinds))) {
      while (true) {
        var all = Databases.read(connection, before.watched());
        var left =
            part.apply(all).stream().filter(object -> agreement.covers(object, all)).toList();
        if (left.isEmpty()) {
          return;
        }
        var force = forceFrom != null && forceFrom.passed();
        allowed.run();
        for (var object : left) {
          remove(object, all, force);
        }
        if (deadline.passed()) {
          throw stillThere(left);
        }
        waiting.tell(left.stream().map(DatabaseRemoval::toGo).toList());
        var unused = wake.await(deadline);
      }
    }
  }

  /** When finalizers may be taken off; null for never. */
  private @Nullable Deadline forceFrom() {
    if (!options.forceFinalizers()) {
      return null;
    }
    var operator = before.operator();
    var first = Deadline.shorter(OPERATOR_FIRST, deadline.left().dividedBy(2));
    return Deadline.in(operator != null && operator.works() ? first : Duration.ZERO);
  }

  /** Does the next thing to an object; a conflict is left to the next look. */
  private void remove(CustomResource object, Databases all, boolean force) {
    var kept =
        object.finalizers().stream().filter(f -> !ClusterData.TAKES_DATA.contains(f)).toList();
    if (options.removeDataFinalizers()
        && kept.size() < object.finalizers().size()
        && !finalizers(object, kept)) {
      return; // it has changed; the next look sees how
    }
    if (!object.deleting()) {
      DatabaseRules.refuseRisk(connection, options, object, all);
    }
    // What the operator made it also deletes, in its own order; by force it cannot be waited for.
    var ofOperator = all.clusters().stream().anyMatch(object::ownedBy);
    if (!object.deleting() && (force || !ofOperator)) {
      api.delete(object.path(), object.uid());
      deleted.add(object.uid());
    } else if (object.deleting() && force && !object.finalizers().isEmpty()) {
      finalizers(object, List.of());
    }
  }

  /**
   * Replaces the finalizers of an object, unless it has changed since it was listed.
   *
   * @return whether they were replaced
   */
  private boolean finalizers(CustomResource object, List<String> finalizers) {
    Map<String, Object> metadata = new HashMap<>();
    metadata.put("uid", object.uid());
    metadata.put("resourceVersion", object.resourceVersion());
    metadata.put("finalizers", finalizers);
    try {
      api.mergePatch(object.path(), ApiRequests.FIELD_MANAGER, Map.of("metadata", metadata));
      return true;
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_CONFLICT
          || e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
        return false;
      }
      throw e;
    }
  }

  private Set<String> paths(List<String> kinds) {
    var paths = new LinkedHashSet<String>();
    for (var kind : kinds) {
      if (before.watched().isEmpty()) {
        paths.add(CustomResources.path(kind, ""));
      } else {
        before.watched().forEach(namespace -> paths.add(CustomResources.path(kind, namespace)));
      }
    }
    return paths;
  }

  private static String toGo(CustomResource object) {
    var finalizers = object.finalizers().isEmpty() ? "" : " " + object.finalizers();
    return object.shown() + finalizers + " to go";
  }

  private RuntimeException stillThere(List<CustomResource> left) {
    var facts = new ArrayList<String>();
    left.forEach(
        object ->
            facts.add(object.shown() + " waits for " + String.join(", ", object.finalizers())));
    var operator = OperatorLiveness.of(connection, before.history().get(0));
    if (operator.works()) {
      facts.add("the operator works; its log says what it waits for (percona-pg:logs)");
    } else {
      operator.missing().forEach(missing -> facts.add("the operator does not work: " + missing));
      facts.add("bring it back: " + operator.bringBack());
    }
    return Problem.of(
            ProblemCode.FINALIZERS_LEFT,
            "Databases were deleted and not gone within " + deadline.shown(),
            "Nothing else was removed. Run again once they are gone, or to wait longer;"
                + " percona-pg.forceFinalizers=true takes the finalizers off.")
        .facts(facts)
        .asException();
  }
}
