package io.github.perconapg.chart;

import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
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
  private static final int MOST_LISTED = 10;

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
      throw replaced(wanted, remembered, digest);
    }
    if (!verified(digest)) {
      var archive = archive(address(wanted, entry));
      var actual = Sha256.of(archive);
      if (!actual.equals(digest)) {
        throw mismatch(wanted, digest, actual);
      }
      cache.write(ARCHIVES, archiveName(digest), archive);
    }
    cache.write(DIGESTS, key(wanted), digest.getBytes(StandardCharsets.UTF_8));
    return fetched(digest, wanted.toString());
  }

  private RepositoryIndex.Entry entry(ChartReference.Repository wanted) {
    var address = wanted.base().resolve("index.yaml");
    var bytes = http.get(address, RepositoryIndex.LARGEST);
    if (bytes == null) {
      throw Problem.of(
              ProblemCode.CHART_NOT_FOUND,
              "There is no chart repository at " + wanted.base() + ": it has no index.yaml",
              "Give the address of the folder that holds index.yaml.")
          .asException();
    }
    try {
      var index = RepositoryIndex.read(bytes, wanted.name());
      return index.versions().stream()
          .filter(entry -> entry.version().equals(wanted.version()))
          .findFirst()
          .orElseThrow(() -> notFound(wanted, index));
    } catch (YamlEngineException e) {
      throw Problem.of(
              ProblemCode.CHART_INVALID,
              address + BoundedYaml.position(e) + ": " + BoundedYaml.reason(e),
              "Check that this is the address of a chart repository.")
          .asException(e);
    }
  }

  private static String digest(ChartReference.Repository wanted, RepositoryIndex.Entry entry) {
    var text = entry.digest() == null ? "" : entry.digest().toLowerCase(Locale.ROOT);
    var digest = text.startsWith("sha256:") ? text.substring(7) : text;
    if (!digest.matches("[0-9a-f]{64}")) {
      throw Problem.of(
              ProblemCode.CHART_INVALID,
              "The repository lists no SHA-256 digest for " + wanted + ", so nothing verifies it",
              "Let 'helm repo index' write the repository's index.yaml, or give a .tgz file that"
                  + " you trust.")
          .asException();
    }
    return digest;
  }

  private static URI address(ChartReference.Repository wanted, RepositoryIndex.Entry entry) {
    var url = entry.url() == null ? "" : entry.url();
    try {
      var address = wanted.base().resolve(new URI(url));
      var downgrade = wanted.base().getScheme().equals("https") && !isHttps(address);
      var objection =
          downgrade ? "an https repository must not lead to it" : Addresses.objection(address);
      if (!url.isEmpty() && objection == null) {
        return address;
      }
      throw ChartProblems.invalid(
          wanted.toString(),
          "the repository lists the address " + HttpProblems.named(address) + ", but " + objection);
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
      throw Problem.of(
              ProblemCode.CHART_NOT_FOUND,
              "There is no packed chart at " + Addresses.shown(address),
              "Check the address; if a repository lists it, tell the repository's owner.")
          .asException();
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

  private static PerconaPgException mismatch(
      ChartReference.Repository wanted, String listed, String actual) {
    return Problem.of(
            ProblemCode.CHART_DIGEST_MISMATCH,
            "The archive of " + wanted + " is not the one that the repository lists",
            "Run it again; if it stays so, the file was changed on its way or in the repository:"
                + " ask the repository's owner before you use it.")
        .facts(List.of("listed   " + listed, "fetched  " + actual))
        .asException();
  }

  private PerconaPgException replaced(
      ChartReference.Repository wanted, String remembered, String listed) {
    return Problem.of(
            ProblemCode.CHART_DIGEST_MISMATCH,
            "The repository lists another archive for " + wanted + " than it did before",
            "A released version must not change. Ask the repository's owner; when the change is"
                + " meant, delete "
                + cache.path(DIGESTS, key(wanted)))
        .facts(List.of("before  " + remembered, "now     " + listed))
        .asException();
  }

  private static PerconaPgException notFound(
      ChartReference.Repository wanted, RepositoryIndex index) {
    if (index.versions().isEmpty()) {
      return Problem.of(
              ProblemCode.CHART_NOT_FOUND,
              "The repository " + wanted.base() + " has no chart " + wanted.name(),
              "Check the name. A chart in a folder needs a slash: ./" + wanted.name())
          .facts(List.of("it has: " + listed(index.charts().stream())))
          .asException();
    }
    var newestFirst = Comparator.nullsFirst(SemVer.PRECEDENCE).reversed();
    var versions =
        index.versions().stream()
            .map(RepositoryIndex.Entry::version)
            .sorted(Comparator.comparing(SemVer::parse, newestFirst));
    return Problem.of(
            ProblemCode.CHART_NOT_FOUND,
            "The repository "
                + wanted.base()
                + " has no version "
                + wanted.version()
                + " of "
                + wanted.name(),
            "Choose one of its versions.")
        .facts(List.of("it has, newest first: " + listed(versions)))
        .asException();
  }

  private static String listed(Stream<String> names) {
    var all = names.map(name -> name.replaceAll("\\p{Cntrl}", "?")).toList();
    var shown = String.join(", ", all.subList(0, Math.min(all.size(), MOST_LISTED)));
    return all.size() > MOST_LISTED
        ? shown + ", and " + (all.size() - MOST_LISTED) + " more"
        : shown;
  }
}
