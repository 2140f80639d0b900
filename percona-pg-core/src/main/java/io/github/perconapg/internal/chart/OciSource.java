package io.github.perconapg.internal.chart;

import io.github.perconapg.internal.yaml.BoundedJson;
import io.github.perconapg.internal.yaml.Limits;
import io.github.perconapg.internal.yaml.UnreadableTextException;
import io.github.perconapg.internal.yaml.Unstructured;
import io.github.perconapg.model.HttpSettings;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Fetches charts from OCI registries, where {@code helm push} puts them: a manifest with one layer
 * that is the packed chart (OCI distribution specification 1.1; Helm's "Use OCI-based registries").
 *
 * <p>An archive is verified by the digest in its manifest, and the manifest by the digest of the
 * reference where it names one. As in a repository, a version that was fetched before is had again
 * without a request, and must not change.
 */
final class OciSource implements ChartSource {

  /** A manifest lists a handful of layers. */
  private static final int LARGEST_MANIFEST = 1 << 20;

  private final HttpFetcher http;
  private final HttpSettings settings;
  private final ChartCache archives;

  OciSource(HttpFetcher http, HttpSettings settings, ChartCache archives) {
    this.http = http;
    this.settings = settings;
    this.archives = archives;
  }

  @Override
  public Fetched fetch(ChartReference reference) {
    if (!(reference instanceof ChartReference.Oci wanted)) {
      throw new IllegalArgumentException("not in a registry: " + reference);
    }
    var source = wanted.registry();
    var remembered = archives.remembered(wanted, source);
    if (remembered != null && archives.has(remembered)) {
      return archives.fetched(remembered, wanted.toString());
    }
    var digest = keep(wanted, true).archive();
    if (remembered != null && !remembered.equals(digest)) {
      throw RepositoryProblems.replaced(
          wanted, remembered, digest, archives.memory(wanted, source));
    }
    archives.remember(wanted, source, digest);
    return archives.fetched(digest, wanted.toString());
  }

  /**
   * What a registry had.
   *
   * @param manifest the SHA-256 of the chart's manifest
   * @param archive the SHA-256 of its archive, which is kept now
   */
  record Kept(String manifest, String archive) {}

  /**
   * Has a chart's archive kept, verified by its manifest.
   *
   * @param named whether the user named the registry, and not an index: only then it may get the
   *     user's credentials
   */
  Kept keep(ChartReference.Oci wanted, boolean named) {
    var session = new OciSession(http, settings, wanted, named);
    var manifest = manifest(wanted, session);
    var digest =
        OciManifest.layer(
            wanted, json(wanted, wanted.api("/manifests/" + wanted.names().get(0)), manifest));
    if (!archives.has(digest)) {
      var address = wanted.api("/blobs/sha256:" + digest);
      var archive = session.get(address, "application/octet-stream", ChartArchive.LARGEST);
      if (archive == null) {
        throw RepositoryProblems.noArchive(address);
      }
      var actual = Sha256.of(archive);
      if (!actual.equals(digest)) {
        throw RepositoryProblems.mismatch(wanted, digest, actual);
      }
      archives.keep(archive);
    }
    return new Kept(Sha256.of(manifest), digest);
  }

  /** The tags of a chart's repository that are versions, in the registry's order. */
  List<String> versions(ChartReference.Oci wanted) {
    var address = wanted.api("/tags/list");
    var bytes =
        new OciSession(http, settings, wanted, true)
            .get(address, "application/json", LARGEST_MANIFEST);
    return bytes == null
        ? List.of()
        : Unstructured.list(json(wanted, address, bytes), "tags").stream()
            .map(tag -> Objects.toString(tag).replace('_', '+'))
            .filter(tag -> SemVer.parse(tag) != null)
            .toList();
  }

  private static byte[] manifest(ChartReference.Oci wanted, OciSession session) {
    for (var name : wanted.names()) {
      var address = wanted.api("/manifests/" + name);
      var bytes = session.get(address, OciManifest.MEDIA_TYPE, LARGEST_MANIFEST);
      if (bytes != null) {
        var pinned = wanted.digest();
        if (pinned != null && !Sha256.of(bytes).equals(pinned)) {
          throw RepositoryProblems.mismatch(wanted, pinned, Sha256.of(bytes));
        }
        return bytes;
      }
    }
    throw RegistryProblems.notFound(wanted);
  }

  private static Map<String, Object> json(ChartReference.Oci wanted, URI address, byte[] bytes) {
    try {
      return BoundedJson.object(bytes, Limits.FILE);
    } catch (UnreadableTextException e) {
      throw ChartProblems.invalid(
          wanted.toString(), "the registry's answer to " + address + " is no JSON object");
    }
  }
}
