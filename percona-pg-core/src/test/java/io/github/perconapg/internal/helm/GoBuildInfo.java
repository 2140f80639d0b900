package io.github.perconapg.internal.helm;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What {@code go version -m} prints of a library, read from the library itself: Go puts a block
 * behind a magic word, at a multiple of 16, with its own version and the list of the modules, each
 * behind its length (debug/buildinfo of Go 1.18 and later).
 */
record GoBuildInfo(String goVersion, List<String> modules) {

  private static final byte[] MAGIC = "\u00ff Go buildinf:".getBytes(ISO_8859_1);
  private static final int ALIGNMENT = 16;
  private static final int STRINGS = 32;
  private static final int INLINE = 2;

  /** The module list lies between two marks of this length. */
  private static final int MARK = 16;

  /** Reads the block; modules are path, version and checksum. */
  static GoBuildInfo of(byte[] library) {
    for (var at = 0; at + STRINGS < library.length; at += ALIGNMENT) {
      if (Arrays.equals(library, at, at + MAGIC.length, MAGIC, 0, MAGIC.length)
          && (library[at + MAGIC.length + 1] & INLINE) != 0) {
        var reader = new Reader(library, at + STRINGS);
        var version = new String(reader.next(), UTF_8);
        var list = reader.next();
        return new GoBuildInfo(
            version, modules(new String(list, MARK, list.length - 2 * MARK, UTF_8)));
      }
    }
    throw new IllegalArgumentException("no build information of Go");
  }

  private static List<String> modules(String list) {
    var modules = new ArrayList<String>();
    for (var line : list.split("\n", -1)) {
      var fields = line.split("\t", -1);
      switch (fields[0]) {
        case "dep" -> modules.add(fields[1] + " " + fields[2] + " " + fields[3]);
        case "=>" -> modules.set(modules.size() - 1, fields[1] + " " + fields[2] + " " + fields[3]);
        default -> {
          // The program itself, and how it was built.
        }
      }
    }
    return modules;
  }

  private static final class Reader {

    private final byte[] bytes;
    private int at;

    Reader(byte[] bytes, int at) {
      this.bytes = bytes;
      this.at = at;
    }

    /** The bytes behind a length in base 128, lowest digit first. */
    byte[] next() {
      var length = 0;
      var shift = 0;
      do {
        length |= (bytes[at] & 0x7f) << shift;
        shift += 7;
      } while (bytes[at++] < 0);
      var from = at;
      at += length;
      return Arrays.copyOfRange(bytes, from, at);
    }
  }
}
