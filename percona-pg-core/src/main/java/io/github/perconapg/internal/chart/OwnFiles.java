package io.github.perconapg.internal.chart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells whose a file is, and who may change it. What one run believes of an earlier one has to be
 * this user's, or root's, and not writable by others. Asks by numeric user id; where there is none,
 * as on Windows, the user's own folders are protected by the system and nothing is asked.
 */
public final class OwnFiles {

  private static final int ROOT = 0;
  private static final int WRITABLE_BY_OTHERS = 0022;
  private static final int WORLD_WRITABLE = 0002;
  private static final int STICKY = 01000;

  private OwnFiles() {}

  /** Tells whether a file or folder itself is this user's; a link's target is not looked at. */
  public static boolean isMine(Path path) throws IOException {
    return !known(path) || owner(path) == Me.ID;
  }

  /**
   * Tells whether a file or folder is this user's or root's, and only its owner may write to it.
   */
  public static boolean isProtected(Path path) throws IOException {
    return objection(path, WRITABLE_BY_OTHERS, Me.ID) == null;
  }

  /**
   * Why a folder of this path may be another user's tomorrow, or is today; null when it is safe. A
   * folder with the sticky bit is safe for the owner of a file in it.
   *
   * @param folder need not exist
   */
  static @Nullable String objectionTo(Path folder) throws IOException {
    return objectionTo(folder, Me.ID);
  }

  static @Nullable String objectionTo(Path folder, int me) throws IOException {
    var objection = objectionToEach(folder.toAbsolutePath().normalize(), me);
    if (objection != null) {
      return objection;
    }
    var existing = folder.toAbsolutePath();
    while (!Files.exists(existing)) {
      existing = existing.getParent();
      if (existing == null) {
        return null;
      }
    }
    return objectionToEach(existing.toRealPath(), me); // where links lead
  }

  /** This user's numeric id. */
  static int id() {
    return Me.ID;
  }

  private static @Nullable String objectionToEach(Path folder, int me) throws IOException {
    for (var each = folder; each != null; each = each.getParent()) {
      if (Files.exists(each, LinkOption.NOFOLLOW_LINKS)) {
        var objection = objection(each, WORLD_WRITABLE, me);
        if (objection != null) {
          return objection;
        }
      }
    }
    return null;
  }

  private static @Nullable String objection(Path path, int forbidden, int me) throws IOException {
    if (!known(path)) {
      return null;
    }
    var attributes =
        Files.readAttributes(path, "unix:uid,mode,isSymbolicLink", LinkOption.NOFOLLOW_LINKS);
    var owner = number(attributes, "uid");
    if (owner != me && owner != ROOT) {
      return path + " belongs to another user, with the id " + owner;
    }
    var mode = number(attributes, "mode");
    return Boolean.TRUE.equals(attributes.get("isSymbolicLink"))
            || (mode & forbidden) == 0
            || (mode & STICKY) != 0
        ? null
        : path + " may be written to by other users";
  }

  /** Tells whether the file system knows numeric owners. */
  private static boolean known(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("unix");
  }

  private static int owner(Path path) throws IOException {
    return number(Files.readAttributes(path, "unix:uid", LinkOption.NOFOLLOW_LINKS), "uid");
  }

  private static int number(Map<String, Object> attributes, String name) {
    return attributes.get(name) instanceof Number number ? number.intValue() : -1;
  }

  /** The owner of a file that was just made: Java has no other way to ask for one's own id. */
  private static final class Me {

    private static final int ID = find();

    private static int find() {
      try {
        var probe = Files.createTempFile("percona-pg-", "");
        try {
          return known(probe) ? owner(probe) : -1;
        } finally {
          Files.delete(probe);
        }
      } catch (IOException e) {
        return ofThisProcess();
      }
    }

    private static int ofThisProcess() {
      try {
        return number(Files.readAttributes(Path.of("/proc/self"), "unix:uid"), "uid");
      } catch (IOException | UnsupportedOperationException e) {
        return -1;
      }
    }
  }
}
