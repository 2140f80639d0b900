package io.github.perconapg.internal.chart;

import io.github.perconapg.problem.PerconaPgException;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.jspecify.annotations.Nullable;

/** Reads a packed chart ({@code .tgz}) into memory, refusing all that a chart does not hold. */
final class ChartArchive {

  /** Compressed; real charts have 0.3 MB. */
  static final int LARGEST = 16 << 20;

  private final ChartFiles files;
  private final String origin;
  private @Nullable String root;

  private ChartArchive(ChartFiles files, String origin) {
    this.files = files;
    this.origin = origin;
  }

  /**
   * Reads an archive with one root folder.
   *
   * @param packed the archive's bytes
   * @param origin where it comes from, for messages
   * @param into receives the files
   * @param prefix put in front of each path: empty, or a folder with a trailing slash
   * @param keepRoot whether the root folder's name stays part of the paths
   */
  static void read(byte[] packed, String origin, ChartFiles into, String prefix, boolean keepRoot) {
    into.countArchive();
    var archive = new ChartArchive(into, origin);
    try (var unpacked = new GZIPInputStream(new ByteArrayInputStream(packed));
        var bounded = new Counted(unpacked, into);
        var tar = new TarArchiveInputStream(bounded, "UTF-8")) {
      for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        into.countEntry();
        archive.add(tar, entry, prefix, keepRoot);
      }
    } catch (PerconaPgException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // The tar reader reports malformed headers by exceptions of many kinds.
      throw ChartProblems.invalid(
          origin, "it is not a complete gzip-compressed tar archive (" + e.getMessage() + ")");
    }
    if (archive.root == null) {
      throw ChartProblems.invalid(origin, "the archive is empty");
    }
  }

  private void add(
      TarArchiveInputStream tar, TarArchiveEntry entry, String prefix, boolean keepRoot)
      throws IOException {
    var name = entry.getName();
    var path = name.startsWith("./") ? name.substring(2) : name;
    checkType(entry);
    if (entry.isDirectory()) {
      path = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
      if (path.isEmpty() || path.equals(".")) {
        return;
      }
    }
    ChartFiles.checkPath(origin, path);
    var slash = path.indexOf('/');
    checkRoot(name, slash < 0 ? path : path.substring(0, slash));
    if (entry.isDirectory()) {
      return;
    }
    if (slash < 0) {
      throw ChartProblems.unsafe(origin, name, "lies beside the chart's folder instead of in it");
    }
    files.checkRoom(path, entry.getSize());
    var contents = tar.readNBytes((int) entry.getSize());
    if (contents.length != entry.getSize()) {
      throw new IOException("the archive ends within " + ChartProblems.quoted(name));
    }
    files.add(prefix + (keepRoot ? path : path.substring(slash + 1)), contents);
  }

  private void checkType(TarArchiveEntry entry) {
    var plain =
        switch (entry.getLinkFlag()) {
          case TarConstants.LF_OLDNORM, TarConstants.LF_NORMAL, TarConstants.LF_CONTIG -> true;
          default -> false;
        };
    if (entry.isSymbolicLink() || entry.isLink()) {
      throw ChartProblems.unsafe(
          origin, entry.getName(), "is a link to " + ChartProblems.quoted(entry.getLinkName()));
    }
    if (entry.isSparse() || (!plain && !entry.isDirectory())) {
      throw ChartProblems.unsafe(origin, entry.getName(), "is neither a plain file nor a folder");
    }
  }

  private void checkRoot(String entry, String first) {
    if (root == null) {
      root = first;
    } else if (!root.equals(first)) {
      throw ChartProblems.unsafe(
          origin, entry, "lies outside the chart's folder " + ChartProblems.quoted(root));
    }
  }

  /** Stops a small archive from growing without end: headers and skipped data count as well. */
  private static final class Counted extends FilterInputStream {

    private final ChartFiles files;

    Counted(InputStream in, ChartFiles files) {
      super(in);
      this.files = files;
    }

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      var count = super.read(buffer, offset, length);
      files.countUnpacked(Math.max(count, 0));
      return count;
    }

    @Override
    public long skip(long count) throws IOException {
      return readNBytes((int) Math.min(count, 1 << 16)).length;
    }

    @Override
    public boolean markSupported() {
      return false;
    }
  }
}
