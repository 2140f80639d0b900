package io.github.perconapg.internal.plan;

import io.github.perconapg.internal.helm.RenderedObject;
import io.github.perconapg.internal.kubernetes.Connection;
import io.github.perconapg.internal.ownership.FieldOwners;
import io.github.perconapg.model.FieldChange;
import java.util.List;
import java.util.Map;

/**
 * Tells what of a difference admission made: webhooks and policies that rewrite what is sent (a
 * registry's mirror, labels, sidecars) make of it again what they made of it before, so that it is
 * as wanted.
 */
public interface Admission {

  /** Attributes nothing to admission. */
  Admission NONE = (object, live, fields) -> List.of();

  /** Told by who wrote the fields; asks nothing, so that verify may. */
  Admission BY_OWNERS =
      (object, live, fields) -> {
        var owners = new FieldOwners(live);
        return fields.stream()
            .filter(field -> field.before() != null && owners.isHelms(field.path()))
            .toList();
      };

  /** Told by a dry run of what Helm would send; by the owners where that may not be tried. */
  static Admission byDryRun(Connection connection) {
    var dryRun = new DryRun(connection);
    return (object, live, fields) -> {
      var merged = HelmMerge.merged(object.content(), object, live);
      var result = dryRun.change(object, live, merged).result();
      if (result == null) {
        return BY_OWNERS.made(object, live, fields);
      }
      var still = LiveDiff.between(object.content(), result);
      return fields.stream().filter(still::contains).toList();
    };
  }

  /**
   * The fields that are as admission makes them.
   *
   * @param object the object as it is rendered
   * @param live the object as it is
   * @param fields how they differ
   */
  List<FieldChange> made(RenderedObject object, Map<String, Object> live, List<FieldChange> fields);
}
