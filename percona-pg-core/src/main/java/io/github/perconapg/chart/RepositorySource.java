package io.github.perconapg.chart;

import io.github.perconapg.yaml.UnreadableTextException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Fetches charts from repositories and other https addresses.
 *
 * <p>An archive is kept by its digest. The digest of a repository's version is remembered once its
 * archive was verified, so the same version is had again without any request. What a repository
 * then says of that version is not asked while the archive is kept; when it is asked again and says
 * another digest, the version was replaced, and that is refused: a released version must not
 * change. An archive at an address of its own has nothing to be verified against and is fetched
 * each time.
 */
final class RepositorySource implements ChartSource {

  private final HttpFetcher http;
  private final HttpSettings settings;
  private final KeptArchives archives;

  RepositorySource(HttpFetcher http, HttpSettings settings, KeptArchives archives) {
    this.http = http;
    this.settings = settings;
    this.archives = archives;
  }

  @Override
  public Fetched fetch(ChartReference reference) {
    if (reference instanceof ChartReference.Repository repository) {
      return fromRepository(repository);
    }
    if (reference instanceof ChartReference.Remote remote) {
      var archive = archive(remote.address());
      archives.keep(archive);
      return archives.fetched(Sha256.of(archive), remote.toString());
    }
    throw new IllegalArgumentException("not an address: " + reference);
  }

  private Fetched fromRepository(ChartReference.Repository wanted) {
    var remembered = archives.remembered(wanted);
    if (remembered != null && archives.has(remembered)) {
      return archives.fetched(remembered, wanted.toString());
    }
    var entry = entry(wanted);
    var digest = digest(wanted, entry);
    if (remembered != null && !remembered.equals(digest)) {
      throw RepositoryProblems.replaced(wanted, remembered, digest, archives.memory(wanted));
    }
    if (!archives.has(digest)) {
      var archive = archive(address(wanted, entry));
      var actual = Sha256.of(archive);
      if (!actual.equals(digest)) {
        throw RepositoryProblems.mismatch(wanted, digest, actual);
      }
      archives.keep(archive);
    }
    archives.remember(wanted, digest);
    return archives.fetched(digest, wanted.toString());
  }

  /** All versions of a chart that its repository lists, in the repository's order. */
  List<ChartVersion> versions(ChartReference.Repository wanted) {
    return index(wanted).versions().stream()
        .map(e -> new ChartVersion(e.version(), Objects.requireNonNullElse(e.appVersion(), "")))
        .toList();
  }

  private RepositoryIndex.Entry entry(ChartReference.Repository wanted) {
    var index = index(wanted);
    return index.versions().stream()
        .filter(entry -> entry.version().equals(wanted.version()))
        .findFirst()
        .orElseThrow(() -> RepositoryProblems.notFound(wanted, index));
  }

  private RepositoryIndex index(ChartReference.Repository wanted) {
    var address = settings.mirrorOf(wanted.base()).resolve("index.yaml");
    var bytes = http.get(address, RepositoryIndex.LARGEST);
    if (bytes == null) {
      throw RepositoryProblems.noIndex(wanted);
    }
    try {
      return RepositoryIndex.read(bytes, wanted.name());
    } catch (UnreadableTextException e) {
      throw RepositoryProblems.malformed(address, e);
    }
  }

  private static String digest(ChartReference.Repository wanted, RepositoryIndex.Entry entry) {
    var text = entry.digest() == null ? "" : entry.digest().toLowerCase(Locale.ROOT);
    var digest = text.startsWith("sha256:") ? text.substring(7) : text;
    if (!Sha256.isOne(digest)) {
      throw RepositoryProblems.noDigest(wanted);
    }
    return digest;
  }

  private URI address(ChartReference.Repository wanted, RepositoryIndex.Entry entry) {
    if (entry.url() == null || entry.url().isEmpty()) {
      throw ChartProblems.invalid(wanted.toString(), "the repository lists no address for it");
    }
    try {
      var base = settings.mirrorOf(wanted.base());
      var address = base.resolve(new URI(entry.url()));
      var objection =
          Addresses.isHttps(base) && !Addresses.isHttps(address)
              ? "an https repository must not lead to it"
              : Addresses.objection(address);
      if (objection != null) {
        throw ChartProblems.invalid(
            wanted.toString(),
            "the repository lists the address "
                + HttpProblems.named(address)
                + ", but "
                + objection);
      }
      return address;
    } catch (URISyntaxException e) {
      throw ChartProblems.invalid(
          wanted.toString(), "the repository lists an address that is not well-formed");
    }
  }

  private byte[] archive(URI address) {
    var archive = http.get(address, ChartArchive.LARGEST);
    if (archive == null) {
      throw RepositoryProblems.noArchive(address);
    }
    return archive;
  }
}
