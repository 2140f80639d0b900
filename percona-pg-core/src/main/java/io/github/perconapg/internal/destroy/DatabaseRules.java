package io.github.perconapg.internal.destroy;

import io.github.perconapg.internal.kubernetes.Connection;
import io.github.perconapg.internal.operator.CustomResource;
import io.github.perconapg.internal.yaml.Unstructured;
import io.github.perconapg.model.Change;
import io.github.perconapg.model.Change.Action;
import io.github.perconapg.model.ClusterPolicy;
import io.github.perconapg.model.DestroyOptions;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a destroy may do with databases, and what would become of each. */
final class DatabaseRules {

  private final Connection connection;
  private final DestroyOptions options;
  private final Databases found;
  private final OperatorLiveness operator;
  private final List<ClusterData> data;

  DatabaseRules(
      Connection connection, DestroyOptions options, Databases found, OperatorLiveness operator) {
    this.connection = connection;
    this.options = options;
    this.found = found;
    this.operator = operator;
    this.data =
        found.declared().stream().map(c -> ClusterData.of(connection, c, found.uids())).toList();
  }

  List<Problem> refusals() {
    if (options.clusters() == ClusterPolicy.REFUSE) {
      return List.of(exist());
    }
    var refusals = new ArrayList<Problem>();
    var atRisk = data.stream().filter(each -> atRisk(options, each)).toList();
    if (!atRisk.isEmpty()) {
      refusals.add(risk(atRisk, options));
    }
    if (!operator.works() && !options.forceFinalizers()) {
      refusals.add(dead());
    }
    return refusals;
  }

  /** Returns what would become of each; nothing while it is refused to delete any. */
  List<Change> changes() {
    if (options.clusters() == ClusterPolicy.REFUSE) {
      return found
          .all()
          .map(object -> change(Action.KEEP, object, "it is not deleted unasked"))
          .toList();
    }
    var how =
        operator.works() ? "the operator finishes it" : "its finalizers are taken off by force";
    var changes = new ArrayList<Change>();
    Stream.concat(found.restores().stream(), found.backups().stream())
        .forEach(object -> changes.add(change(Action.DELETE, object, how)));
    data.forEach(
        each -> changes.add(change(Action.DELETE, each.cluster(), how).details(details(each))));
    return changes;
  }

  /** The backups that outlive the clusters, a sentence each; told when these are gone. */
  List<String> survivingBackups() {
    return data.stream()
        .flatMap(
            each ->
                each.survivingBackups(!options.removeDataFinalizers()).stream()
                    .map(line -> each.cluster().shown() + ": " + line + "."))
        .toList();
  }

  private List<String> details(ClusterData each) {
    var details = new ArrayList<>(each.fate(!options.removeDataFinalizers()));
    if (options.removeDataFinalizers()) {
      each.cluster().finalizers().stream()
          .filter(ClusterData.TAKES_DATA::contains)
          .forEach(finalizer -> details.add("finalizer " + finalizer + " is taken off first"));
    }
    if (!operator.works()) {
      var pods = LeftPods.names(ClusterData.pods(connection, each.cluster()));
      if (!pods.isEmpty()) {
        details.add(
            "pods that nothing stops in order: "
                + String.join(", ", pods)
                + "; the cluster's garbage collection ends those it can");
      }
    }
    return details;
  }

  private static Change change(Action action, CustomResource object, String summary) {
    return Change.of(
        action,
        Unstructured.text(object.content(), "kind"),
        object.namespace() + "/" + object.name(),
        summary);
  }

  /**
   * Refuses to delete a cluster that has got a finalizer or a volume since the plan was made, by
   * which its data would go along.
   *
   * @param all what there is now
   * @throws io.github.perconapg.problem.PerconaPgException {@code volumes-at-risk}
   */
  static void refuseRisk(
      Connection connection, DestroyOptions options, CustomResource cluster, Databases all) {
    if (!options.keepVolumes() || all.declared().stream().noneMatch(cluster::equals)) {
      return;
    }
    var data = ClusterData.of(connection, cluster, all.uids());
    if (atRisk(options, data)) {
      throw risk(List.of(data), options).asException();
    }
  }

  private static boolean atRisk(DestroyOptions options, ClusterData data) {
    return options.keepVolumes()
        && (finalizersTake(options, data.cluster()) || !data.owned().isEmpty());
  }

  private static boolean finalizersTake(DestroyOptions options, CustomResource cluster) {
    return !options.removeDataFinalizers()
        && cluster.finalizers().stream().anyMatch(ClusterData.TAKES_DATA::contains);
  }

  private Problem exist() {
    var facts = new ArrayList<String>();
    data.forEach(each -> facts.addAll(each.described()));
    Stream.concat(found.backups().stream(), found.restores().stream())
        .forEach(o -> facts.add(o.shown() + (o.state().isEmpty() ? "" : " (" + o.state() + ")")));
    return Problem.of(
            ProblemCode.CLUSTERS_EXIST,
            "Database clusters, backups or restores exist that this operator looks after; without"
                + " it nothing would finish deleting them",
            "Delete them first, while the operator runs, and wait until they are gone (kubectl"
                + " delete perconapgcluster NAME -n NAMESPACE), or let"
                + " percona-pg.clusters=delete do so; then run again.")
        .facts(facts);
  }

  private static Problem risk(List<ClusterData> atRisk, DestroyOptions options) {
    var facts = new ArrayList<String>();
    var remedies = new ArrayList<String>();
    for (var each : atRisk) {
      facts.add(each.cluster().shown());
      if (finalizersTake(options, each.cluster())) {
        each.cluster().finalizers().stream()
            .filter(ClusterData.TAKES_DATA::contains)
            .forEach(finalizer -> facts.add("  finalizer " + finalizer));
        remedies.add(
            "Let percona-pg.removeDataFinalizers=true take the finalizers off first, so that the"
                + " data survives.");
      }
      each.fate(!options.removeDataFinalizers()).forEach(line -> facts.add("  " + line));
      each.owned().forEach(volume -> remedies.add("To keep it: " + volume.release(each.cluster())));
    }
    remedies.add("Or agree to lose the data with percona-pg.keepVolumes=false.");
    return Problem.of(
            ProblemCode.VOLUMES_AT_RISK,
            "Deleting a cluster would take its volumes or backups along, and keepVolumes is true",
            String.join("\n", remedies.stream().distinct().toList()))
        .facts(facts);
  }

  private Problem dead() {
    return Problem.of(
            ProblemCode.OPERATOR_DEAD,
            "The operator does not work, and nothing else finishes deleting its databases",
            "Bring it back ("
                + operator.bringBack()
                + "), then run again. percona-pg.forceFinalizers=true deletes without it, and"
                + " leaves what only it would stop or clean up.")
        .facts(operator.missing());
  }
}
