package io.github.perconapg.chart;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

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

  private static final String ARCHIVES = "archives";
  private static final String DIGESTS = "digests";

  private final HttpFetcher http;
  private final PrivateCache cache;

  RepositorySource(HttpFetcher http, PrivateCache cache) {
    this.http = http;
    this.cache = cache;
  }

  @Override
  public Fetched fetch(ChartReference reference) {
    if (reference instanceof ChartReference.Repository repository) {
      return fromRepository(repository);
    }
    if (reference instanceof ChartReference.Remote remote) {
      var archive = archive(remote.address());
      return kept(Sha256.of(archive), archive, remote.toString());
    }
    throw new IllegalArgumentException("not an address: " + reference);
  }

  private Fetched fromRepository(ChartReference.Repository wanted) {
    var remembered = remembered(wanted);
    if (remembered != null && verified(remembered)) {
      return fetched(remembered, wanted.toString());
    }
    var entry = entry(wanted);
    var digest = digest(wanted, entry);
    if (remembered != null && !remembered.equals(digest)) {
      throw RepositoryProblems.replaced(
          wanted, remembered, digest, cache.path(DIGESTS, key(wanted)));
    }
    if (!verified(digest)) {
      var archive = archive(address(wanted, entry));
      var actual = Sha256.of(archive);
      if (!actual.equals(digest)) {
        throw RepositoryProblems.mismatch(wanted, digest, actual);
      }
      cache.write(ARCHIVES, archiveName(digest), archive);
    }
    cache.write(DIGESTS, key(wanted), digest.getBytes(StandardCharsets.UTF_8));
    return fetched(digest, wanted.toString());
  }

  /** All versions of a chart that its repository lists, in the repository's order. */
  List<String> versions(ChartReference.Repository wanted) {
    return index(wanted).versions().stream().map(RepositoryIndex.Entry::version).toList();
  }

  private RepositoryIndex.Entry entry(ChartReference.Repository wanted) {
    var index = index(wanted);
    return index.versions().stream()
        .filter(entry -> entry.version().equals(wanted.version()))
        .findFirst()
        .orElseThrow(() -> RepositoryProblems.notFound(wanted, index));
  }

  private RepositoryIndex index(ChartReference.Repository wanted) {
    var address = wanted.base().resolve("index.yaml");
    var bytes = http.get(address, RepositoryIndex.LARGEST);
    if (bytes == null) {
      throw RepositoryProblems.noIndex(wanted);
    }
    try {
      return RepositoryIndex.read(bytes, wanted.name());
    } catch (YamlEngineException e) {
      throw RepositoryProblems.malformed(address, e);
    }
  }

  private static String digest(ChartReference.Repository wanted, RepositoryIndex.Entry entry) {
    var text = entry.digest() == null ? "" : entry.digest().toLowerCase(Locale.ROOT);
    var digest = text.startsWith("sha256:") ? text.substring(7) : text;
    if (!digest.matches("[0-9a-f]{64}")) {
      throw RepositoryProblems.noDigest(wanted);
    }
    return digest;
  }

  private static URI address(ChartReference.Repository wanted, RepositoryIndex.Entry entry) {
    if (entry.url() == null || entry.url().isEmpty()) {
      throw ChartProblems.invalid(wanted.toString(), "the repository lists no address for it");
    }
    try {
      var address = wanted.base().resolve(new URI(entry.url()));
      var objection =
          isHttps(wanted.base()) && !isHttps(address)
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

  private static boolean isHttps(URI address) {
    return "https".equalsIgnoreCase(address.getScheme());
  }

  private byte[] archive(URI address) {
    var archive = http.get(address, ChartArchive.LARGEST);
    if (archive == null) {
      throw RepositoryProblems.noArchive(address);
    }
    return archive;
  }

  private Fetched kept(String digest, byte[] archive, String origin) {
    if (!verified(digest)) {
      cache.write(ARCHIVES, archiveName(digest), archive);
    }
    return fetched(digest, origin);
  }

  private Fetched fetched(String digest, String origin) {
    return new Fetched(cache.path(ARCHIVES, archiveName(digest)), origin);
  }

  /** Whether the archive is kept and unharmed. */
  private boolean verified(String digest) {
    var archive = cache.read(ARCHIVES, archiveName(digest), ChartArchive.LARGEST);
    return archive != null && Sha256.of(archive).equals(digest);
  }

  private @Nullable String remembered(ChartReference.Repository wanted) {
    var bytes = cache.read(DIGESTS, key(wanted), 64);
    var digest = bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    return digest.matches("[0-9a-f]{64}") ? digest : null;
  }

  private static String archiveName(String digest) {
    return digest + ".tgz";
  }

  private static String key(ChartReference.Repository wanted) {
    return Sha256.of(wanted.toString().getBytes(StandardCharsets.UTF_8));
  }
}
