package io.github.perconapg.internal.chart;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The files of one chart, in memory: path below the chart's root, with forward slashes, to
 * contents. An archive is read into this and never unpacked to the disk, so nothing hostile in it
 * can reach a file system and nothing is left half unpacked. Every path is relative, stays below
 * the root, and is there once; count and sizes are bounded, over the chart's own archive and all
 * that are packed in it together.
 */
final class ChartFiles {

  /** Helm allows 5 MiB a file; the largest real file, the CRDs of pg-operator 2.8, has 3.7 MB. */
  static final int LARGEST_FILE = 16 << 20;

  static final int LARGEST_TOTAL = 48 << 20;
  static final int MOST_FILES = 2_000;

  /** Folders as well; also in archives of which no file stays. */
  private static final int MOST_ENTRIES = 4 * MOST_FILES;

  /** With a chart's own archive; each may hold others. */
  static final int MOST_ARCHIVES = 100;

  /** What an archive has beside its files' contents counts as well. */
  private static final long LARGEST_UNPACKED = LARGEST_TOTAL + (8L << 20);

  private static final int LONGEST_PATH = 512;

  private static final Pattern PACKED_SUBCHART =
      Pattern.compile("(.*/)?charts/[^/]+\\.(tgz|tar\\.gz)");
  private static final Pattern CRD_FOLDER = Pattern.compile("(charts/[^/]+/)*crds/.*");

  private final String origin;
  private final SortedMap<String, byte[]> files = new TreeMap<>();
  private int total;
  private long unpacked;
  private int entries;
  private int archives;

  /**
   * @param origin where the chart comes from, for messages
   */
  ChartFiles(String origin) {
    this.origin = origin;
  }

  /** Adds a file, after all checks. */
  void add(String path, byte[] contents) {
    checkPath(origin, path);
    checkRoom(path, contents.length);
    if (files.containsKey(path) || !files.subMap(path + "/", path + "0").isEmpty()) {
      throw ChartProblems.unsafe(origin, path, "is there twice");
    }
    for (var slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
      if (files.containsKey(path.substring(0, slash))) {
        throw ChartProblems.unsafe(origin, path, "lies below another file");
      }
    }
    files.put(path, contents);
    total += contents.length;
  }

  /** Refuses a file that would not fit, before it is read. */
  void checkRoom(String path, long size) {
    if (size < 0 || size > LARGEST_FILE) {
      throw ChartProblems.tooLarge(
          origin, "the file " + ChartProblems.quoted(path) + " of more than " + mib(LARGEST_FILE));
    }
    if (total + size > LARGEST_TOTAL) {
      throw ChartProblems.tooLarge(origin, "more than " + mib(LARGEST_TOTAL) + " in all");
    }
    if (files.size() >= MOST_FILES) {
      throw ChartProblems.tooLarge(origin, "more than " + MOST_FILES + " files");
    }
  }

  /** Counts what an archive unpacks to: headers and what is skipped too. */
  void countUnpacked(int bytes) {
    unpacked += bytes;
    if (unpacked > LARGEST_UNPACKED) {
      throw ChartProblems.tooLarge(origin, (LARGEST_UNPACKED >> 20) + " MiB or more, unpacked");
    }
  }

  /** Counts an archive, before it is read. */
  void countArchive() {
    if (++archives > MOST_ARCHIVES) {
      throw ChartProblems.tooLarge(origin, "more than " + MOST_ARCHIVES + " packed charts");
    }
  }

  /** Counts a file or folder of an archive. */
  void countEntry() {
    if (++entries > MOST_ENTRIES) {
      throw ChartProblems.tooLarge(origin, "more than " + MOST_ENTRIES + " files and folders");
    }
  }

  /** Refuses a path that could leave the chart's root on any platform. */
  static void checkPath(String origin, String path) {
    if (path.length() > LONGEST_PATH) {
      throw ChartProblems.unsafe(origin, path, "has a path of more than 512 characters");
    }
    if (path.startsWith("/") || path.contains("\\") || path.contains(":")) {
      throw ChartProblems.unsafe(origin, path, "has an absolute path, or one of another platform");
    }
    if (path.chars().anyMatch(Character::isISOControl)) {
      throw ChartProblems.unsafe(origin, path, "has a control character in its path");
    }
    for (var part : path.split("/", -1)) {
      if (part.isEmpty() || part.equals(".") || part.equals("..")) {
        throw ChartProblems.unsafe(origin, path, "has a path that could leave the chart");
      }
    }
  }

  /** Replaces every packed subchart below a {@code charts} folder by its files, at any depth. */
  void unpackSubcharts() {
    for (var packed = packedSubchart(); packed != null; packed = packedSubchart()) {
      var contents = removed(packed);
      var folder = packed.substring(0, packed.lastIndexOf('/') + 1);
      ChartArchive.read(contents, origin + " (" + packed + ")", this, folder, true);
    }
  }

  private @Nullable String packedSubchart() {
    return files.keySet().stream()
        .filter(path -> PACKED_SUBCHART.matcher(path).matches())
        .findFirst()
        .orElse(null);
  }

  private byte[] removed(String path) {
    var contents = files.remove(path);
    // The room it took is not given back, which bounds how often archives can hold archives.
    return contents == null ? new byte[0] : contents;
  }

  /** All files by path. */
  SortedMap<String, byte[]> all() {
    return Collections.unmodifiableSortedMap(files);
  }

  /** The files below {@code crds} of the chart and of its subcharts: what Helm does not get. */
  SortedMap<String, byte[]> crds() {
    var crds = new TreeMap<>(files);
    crds.keySet().removeIf(path -> !CRD_FOLDER.matcher(path).matches());
    return crds;
  }

  /** The files that are not below {@code crds} of the chart or of one of its subcharts. */
  SortedMap<String, byte[]> withoutCrds() {
    var rest = new TreeMap<>(files);
    rest.keySet().removeIf(path -> CRD_FOLDER.matcher(path).matches());
    return rest;
  }

  /** The text of a file, or null when there is none. */
  @Nullable String text(String path) {
    var contents = files.get(path);
    return contents == null ? null : decode(path, contents);
  }

  /** Decodes strictly: text that is not UTF-8 is refused instead of being garbled. */
  String decode(String path, byte[] contents) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(contents)).toString();
    } catch (CharacterCodingException e) {
      throw ChartProblems.invalid(origin, path + " is not UTF-8 text");
    }
  }

  /** SHA-256 over each path, its length and its contents, in the order of the paths. */
  String digest() {
    var digest = Sha256.digest();
    for (var file : files.entrySet()) {
      digest.update(file.getKey().getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
      digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, file.getValue().length));
      digest.update(file.getValue());
    }
    return Sha256.hex(digest);
  }

  String origin() {
    return origin;
  }

  private static String mib(int bytes) {
    return (bytes >> 20) + " MiB";
  }
}
