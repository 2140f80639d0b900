package io.github.perconapg.internal.chart;

import io.github.perconapg.internal.yaml.UnreadableTextException;
import io.github.perconapg.model.HttpSettings;
import io.github.perconapg.problem.PerconaPgException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Fetches charts from repositories and other https addresses.
 *
 * <p>An archive is kept by its digest. The digest of a repository's version is remembered once its
 * archive was verified, so the same version is had again without any request. What a repository
 * then says of that version is not asked while the archive is kept; when it is asked again and says
 * another digest, the version was replaced, and that is refused: a released version must not
 * change. An archive at an address of its own has nothing to be verified against and is fetched
 * each time.
 *
 * <p>User and password go to the repository's own server only. What its index names is asked
 * without them elsewhere, as by helm without {@code --pass-credentials}.
 */
final class RepositorySource implements ChartSource {

  private final HttpFetcher http;
  private final HttpSettings settings;
  private final ChartCache archives;
  private final OciSource registries;

  RepositorySource(
      HttpFetcher http, HttpSettings settings, ChartCache archives, OciSource registries) {
    this.http = http;
    this.settings = settings;
    this.archives = archives;
    this.registries = registries;
  }

  @Override
  public Fetched fetch(ChartReference reference) {
    if (reference instanceof ChartReference.Repository repository) {
      return fromRepository(repository);
    }
    if (reference instanceof ChartReference.Remote remote) {
      var archive = archive(remote.address(), remote.address());
      archives.keep(archive);
      return archives.fetched(Sha256.of(archive), remote.toString());
    }
    throw new IllegalArgumentException("not an address: " + reference);
  }

  private Fetched fromRepository(ChartReference.Repository wanted) {
    var base = ChartServers.mirrorOf(settings, wanted.base());
    var remembered = archives.remembered(wanted, base);
    if (remembered != null && archives.has(remembered)) {
      return archives.fetched(remembered, wanted.toString());
    }
    var entry = entry(wanted);
    var digest = keep(wanted, base, entry);
    if (remembered != null && !remembered.equals(digest)) {
      throw RepositoryProblems.replaced(wanted, remembered, digest, archives.memory(wanted, base));
    }
    archives.remember(wanted, base, digest);
    return archives.fetched(digest, wanted.toString());
  }

  /** Has the archive kept that an entry names, and gives its digest. */
  private String keep(ChartReference.Repository wanted, URI base, RepositoryIndex.Entry entry) {
    var listed = listed(entry);
    var inRegistry = inRegistry(wanted, base, entry);
    if (inRegistry != null) {
      var named = Addresses.sameOrigin(inRegistry.registry(), base);
      var kept = registries.keep(inRegistry, named);
      // An index lists either the archive's digest or its manifest's, or leaves it to the registry.
      if (listed != null && !listed.equals(kept.archive()) && !listed.equals(kept.manifest())) {
        throw RepositoryProblems.mismatch(wanted, listed, kept.archive());
      }
      return kept.archive();
    }
    if (listed == null) {
      throw RepositoryProblems.noDigest(wanted);
    }
    if (!archives.has(listed)) {
      var archive = archive(address(wanted, base, entry), base);
      var actual = Sha256.of(archive);
      if (!actual.equals(listed)) {
        throw RepositoryProblems.mismatch(wanted, listed, actual);
      }
      archives.keep(archive);
    }
    return listed;
  }

  /** All versions of a chart that its repository lists, in the repository's order. */
  List<ChartVersion> versions(ChartReference.Repository wanted) {
    return index(wanted).versions().stream()
        .map(e -> new ChartVersion(e.version(), Objects.requireNonNullElse(e.appVersion(), "")))
        .toList();
  }

  private RepositoryIndex.Entry entry(ChartReference.Repository wanted) {
    var index = index(wanted);
    var same =
        index.versions().stream()
            .filter(entry -> SemVer.same(entry.version(), wanted.version()))
            .toList();
    return same.stream()
        .filter(entry -> entry.version().equals(wanted.version()))
        .findFirst()
        .or(() -> same.stream().findFirst())
        .orElseThrow(() -> RepositoryProblems.notFound(wanted, index));
  }

  private RepositoryIndex index(ChartReference.Repository wanted) {
    var address = ChartServers.mirrorOf(settings, wanted.base()).resolve("index.yaml");
    var bytes = http.get(address, RepositoryIndex.LARGEST);
    if (bytes == null) {
      throw RepositoryProblems.noIndex(wanted);
    }
    try {
      var index = RepositoryIndex.read(bytes, wanted.name());
      if (index.charts().isEmpty()) {
        throw RepositoryProblems.empty(wanted, address);
      }
      return index;
    } catch (UnreadableTextException e) {
      throw RepositoryProblems.malformed(address, e);
    }
  }

  private static @Nullable String listed(RepositoryIndex.Entry entry) {
    var text = entry.digest() == null ? "" : entry.digest().toLowerCase(Locale.ROOT);
    var digest = text.startsWith("sha256:") ? text.substring(7) : text;
    return Sha256.isOne(digest) ? digest : null;
  }

  /** Where an entry says that its chart is in an OCI registry; null when it does not. */
  private static ChartReference.@Nullable Oci inRegistry(
      ChartReference.Repository wanted, URI base, RepositoryIndex.Entry entry) {
    if (entry.url() == null || !entry.url().regionMatches(true, 0, "oci:", 0, 4)) {
      return null;
    }
    ChartReference.Oci oci;
    try {
      oci = (ChartReference.Oci) ChartReference.parse(entry.url(), entry.version());
    } catch (PerconaPgException e) {
      throw ChartProblems.invalid(
          wanted.toString(),
          "the repository lists an oci:// address for it that is not well-formed: "
              + ChartProblems.quoted(entry.url()));
    }
    if (Addresses.isHttps(base) && !Addresses.isHttps(oci.registry())) {
      throw leadsTo(wanted, oci.registry(), "an https repository must not lead to it");
    }
    return oci;
  }

  private static URI address(
      ChartReference.Repository wanted, URI base, RepositoryIndex.Entry entry) {
    if (entry.url() == null || entry.url().isEmpty()) {
      throw ChartProblems.invalid(wanted.toString(), "the repository lists no address for it");
    }
    try {
      var address = base.resolve(new URI(entry.url()));
      var objection =
          Addresses.isHttps(base) && !Addresses.isHttps(address)
              ? "an https repository must not lead to it"
              : Addresses.objection(address);
      if (objection != null) {
        throw leadsTo(wanted, address, objection);
      }
      return address;
    } catch (URISyntaxException e) {
      throw ChartProblems.invalid(
          wanted.toString(), "the repository lists an address that is not well-formed");
    }
  }

  private static PerconaPgException leadsTo(
      ChartReference.Repository wanted, URI address, String objection) {
    return ChartProblems.invalid(
        wanted.toString(),
        "the repository lists the address " + HttpProblems.named(address) + ", but " + objection);
  }

  private byte[] archive(URI address, URI named) {
    var archive = http.get(address, ChartArchive.LARGEST, named);
    if (archive == null) {
      throw RepositoryProblems.noArchive(address);
    }
    return archive;
  }
}
