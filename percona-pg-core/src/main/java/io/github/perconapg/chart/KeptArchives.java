package io.github.perconapg.chart;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Packed charts that were fetched before, kept by their digest, and which digest a reference had.
 * What is read is verified, so a damaged file counts as absent.
 */
final class KeptArchives {

  private static final String ARCHIVES = "archives";
  private static final String DIGESTS = "digests";

  private final PrivateCache cache;

  KeptArchives(PrivateCache cache) {
    this.cache = cache;
  }

  /** Whether the archive of this digest is kept and unharmed. */
  boolean has(String digest) {
    var archive = cache.read(ARCHIVES, name(digest), ChartArchive.LARGEST);
    return archive != null && Sha256.of(archive).equals(digest);
  }

  /**
   * An archive that is kept.
   *
   * @param origin where it came from, for messages
   */
  ChartSource.Fetched fetched(String digest, String origin) {
    return new ChartSource.Fetched(cache.path(ARCHIVES, name(digest)), origin);
  }

  /** Keeps an archive that was verified, or has nothing to be verified against. */
  void keep(byte[] archive) {
    var digest = Sha256.of(archive);
    if (!has(digest)) {
      cache.write(ARCHIVES, name(digest), archive);
    }
  }

  /** The digest that a reference had when it was fetched; null when it never was. */
  @Nullable String remembered(ChartReference reference) {
    var bytes = cache.read(DIGESTS, key(reference), 64);
    var digest = bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    return Sha256.isOne(digest) ? digest : null;
  }

  /** Remembers the digest of a reference whose archive was verified. */
  void remember(ChartReference reference, String digest) {
    cache.write(DIGESTS, key(reference), digest.getBytes(StandardCharsets.UTF_8));
  }

  /** Where the digest of a reference is remembered, for a person who wants it forgotten. */
  Path memory(ChartReference reference) {
    return cache.path(DIGESTS, key(reference));
  }

  private static String name(String digest) {
    return digest + ".tgz";
  }

  private static String key(ChartReference reference) {
    return Sha256.of(reference.toString().getBytes(StandardCharsets.UTF_8));
  }
}
