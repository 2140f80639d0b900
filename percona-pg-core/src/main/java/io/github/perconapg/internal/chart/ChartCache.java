package io.github.perconapg.internal.chart;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Packed charts that were fetched before, kept by their digest, and which digest a reference had at
 * which source. What is read is verified, so a damaged file counts as absent, as does one that
 * another user could have put there.
 */
final class ChartCache {

  private static final String ARCHIVES = "archives";
  private static final String DIGESTS = "digests";
  private static final int LARGEST_MEMORY = 1 << 14;

  private final PrivateCache cache;

  ChartCache(PrivateCache cache) {
    this.cache = cache;
  }

  /** Tells whether the archive of this digest is kept and unharmed. */
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

  /**
   * The digest that a reference had when it was fetched from a source; null when it never was.
   *
   * @param source the address that is asked: what a mirror said is not what the repository says
   */
  @Nullable String remembered(ChartReference reference, URI source) {
    var bytes = cache.read(DIGESTS, key(reference, source), LARGEST_MEMORY);
    var text = bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    var digest = text.substring(0, Math.min(64, text.length()));
    return Sha256.isOne(digest) && text.equals(memory(digest, reference, source)) ? digest : null;
  }

  /** Remembers the digest of a reference whose archive was verified. */
  void remember(ChartReference reference, URI source, String digest) {
    var text = memory(digest, reference, source);
    cache.write(DIGESTS, key(reference, source), text.getBytes(StandardCharsets.UTF_8));
  }

  /** Where the digest of a reference is remembered, for a person who wants it forgotten. */
  Path memory(ChartReference reference, URI source) {
    return cache.path(DIGESTS, key(reference, source));
  }

  private static String name(String digest) {
    return digest + ".tgz";
  }

  private static String key(ChartReference reference, URI source) {
    return Sha256.of(named(reference, source).getBytes(StandardCharsets.UTF_8));
  }

  /** As sha256sum writes it, so that a person sees what the file is about. */
  private static String memory(String digest, ChartReference reference, URI source) {
    return digest + "  " + named(reference, source) + "\n";
  }

  private static String named(ChartReference reference, URI source) {
    return reference + " from " + Addresses.shown(source);
  }
}
