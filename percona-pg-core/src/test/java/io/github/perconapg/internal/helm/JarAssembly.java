package io.github.perconapg.internal.helm;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;

/** Writes a jar as build tools do. The first entry of a name wins, as it does when shading. */
final class JarAssembly implements AutoCloseable {

  private final JarOutputStream jar;
  private final Set<String> names = new HashSet<>();

  JarAssembly(Path path, String... attributes) throws IOException {
    var manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    for (var i = 0; i < attributes.length; i += 2) {
      manifest.getMainAttributes().putValue(attributes[i], attributes[i + 1]);
    }
    jar = new JarOutputStream(Files.newOutputStream(path), manifest);
    jar.setLevel(Deflater.NO_COMPRESSION);
    names.add(JarFile.MANIFEST_NAME);
  }

  /** Adds an entry for a folder. */
  void folder(String name) throws IOException {
    jar.putNextEntry(new ZipEntry(name));
    jar.closeEntry();
  }

  /** Adds the files of a folder that pass. */
  void folder(String prefix, Path folder, Predicate<String> filter) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var name = folder.relativize(file).toString().replace('\\', '/');
        if (filter.test(name)) {
          entry(prefix + name, out -> Files.copy(file, out));
        }
      }
    }
  }

  /** Adds the entries of another jar that pass. */
  void merge(Path other, Predicate<String> filter) throws IOException {
    try (var from = new JarFile(other.toFile())) {
      for (var entry : from.stream().filter(e -> !e.isDirectory()).toList()) {
        if (filter.test(entry.getName())) {
          entry(
              entry.getName(),
              out -> {
                try (var content = from.getInputStream(entry)) {
                  content.transferTo(out);
                }
              });
        }
      }
    }
  }

  /** Adds a jar as an entry, not compressed, as Spring Boot wants it. */
  void nested(String prefix, Path other) throws IOException {
    var bytes = Files.readAllBytes(other);
    var checksum = new CRC32();
    checksum.update(bytes);
    var entry = new ZipEntry(prefix + other.getFileName());
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(bytes.length);
    entry.setCrc(checksum.getValue());
    jar.putNextEntry(entry);
    jar.write(bytes);
    jar.closeEntry();
  }

  @Override
  public void close() throws IOException {
    jar.close();
  }

  private interface Content {
    void write(OutputStream out) throws IOException;
  }

  private void entry(String name, Content content) {
    if (names.add(name)) {
      try {
        jar.putNextEntry(new ZipEntry(name));
        content.write(jar);
        jar.closeEntry();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
