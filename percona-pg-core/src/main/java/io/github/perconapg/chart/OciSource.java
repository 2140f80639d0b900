package io.github.perconapg.chart;

import io.github.perconapg.target.Tree;
import io.github.perconapg.yaml.BoundedJson;
import io.github.perconapg.yaml.Limits;
import io.github.perconapg.yaml.UnreadableTextException;
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
  private final KeptArchives archives;

  OciSource(HttpFetcher http, HttpSettings settings, KeptArchives archives) {
    this.http = http;
    this.settings = settings;
    this.archives = archives;
  }

  @Override
  public Fetched fetch(ChartReference reference) {
    if (!(reference instanceof ChartReference.Oci wanted)) {
      throw new IllegalArgumentException("not in a registry: " + reference);
    }
    var remembered = archives.remembered(wanted);
    if (remembered != null && archives.has(remembered)) {
      return archives.fetched(remembered, wanted.toString());
    }
    var session = new OciSession(http, settings, wanted);
    var digest = OciManifest.layer(wanted, manifest(wanted, session));
    if (remembered != null && !remembered.equals(digest)) {
      throw RepositoryProblems.replaced(wanted, remembered, digest, archives.memory(wanted));
    }
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
    archives.remember(wanted, digest);
    return archives.fetched(digest, wanted.toString());
  }

  /** The tags of a chart's repository that are versions, in the registry's order. */
  List<String> versions(ChartReference.Oci wanted) {
    var address = wanted.api("/tags/list");
    var bytes =
        new OciSession(http, settings, wanted).get(address, "application/json", LARGEST_MANIFEST);
    return bytes == null
        ? List.of()
        : Tree.list(json(wanted, address, bytes), "tags").stream()
            .map(tag -> Objects.toString(tag).replace('_', '+'))
            .filter(tag -> SemVer.parse(tag) != null)
            .toList();
  }

  private static Map<String, Object> manifest(ChartReference.Oci wanted, OciSession session) {
    var address = wanted.api("/manifests/" + wanted.tagOrDigest());
    var bytes = session.get(address, OciManifest.MEDIA_TYPE, LARGEST_MANIFEST);
    if (bytes == null) {
      throw RegistryProblems.notFound(wanted);
    }
    var pinned = wanted.digest();
    if (pinned != null && !Sha256.of(bytes).equals(pinned)) {
      throw RepositoryProblems.mismatch(wanted, pinned, Sha256.of(bytes));
    }
    return json(wanted, address, bytes);
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
