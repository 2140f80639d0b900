package io.github.perconapg.internal.manifest;

import io.github.perconapg.internal.problem.DidYouMean;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Finds and reads the files of a run; none is read beyond its limit. */
public final class ManifestFiles {

  /** Far above any real manifest, and parsed well within a second. */
  public static final int MAX_BYTES = 512 * 1024;

  private final Diagnostics findings;
  private final Decoder decoder;

  public ManifestFiles(Diagnostics findings) {
    this.findings = findings;
    this.decoder = new Decoder(findings);
  }

  /** The texts of files, and of the manifests in folders by name; each file once. */
  public List<SourceText> read(List<Path> filesOrFolders) {
    var texts = new ArrayList<SourceText>();
    var seen = new LinkedHashSet<Path>();
    for (var path : filesOrFolders) {
      try {
        for (var file : Files.isDirectory(path) ? inFolder(path) : List.of(path)) {
          if (seen.add(file.toRealPath())) {
            readFile(file, texts);
          }
        }
      } catch (IOException e) {
        findings.add(unreadable(path, e));
      }
    }
    return texts;
  }

  private List<Path> inFolder(Path folder) throws IOException {
    List<Path> files;
    try (var list = Files.list(folder)) {
      files = list.filter(ManifestFiles::isManifest).sorted().toList();
    }
    if (files.isEmpty()) {
      findings.add(
          Problem.of(
              ProblemCode.MANIFEST_EMPTY,
              DisplayText.escaped(folder.toString()) + ": the folder holds no manifest",
              "Put a file ending in .yaml, .yml or .json into it; folders within it are not"
                  + " looked into."));
    }
    return files;
  }

  private static boolean isManifest(Path file) {
    var name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    boolean named = name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json");
    return named && !Files.isDirectory(file);
  }

  private void readFile(Path file, List<SourceText> texts) throws IOException {
    byte[] bytes;
    try (var in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MAX_BYTES + 1);
    }
    var name = DisplayText.escaped(file.toString());
    if (bytes.length > MAX_BYTES) {
      findings.add(tooLarge(name));
      return;
    }
    var text = decoder.decode(name, bytes);
    if (text != null) {
      texts.add(text);
    }
  }

  /** The finding about a text above the limit. */
  public static Problem tooLarge(String name) {
    return Problem.of(
        ProblemCode.MANIFEST_LIMIT,
        name + ": the text is larger than 512 KiB",
        "Name the manifest itself; no real one comes near this size.");
  }

  private static Problem unreadable(Path path, IOException e) {
    var name = DisplayText.escaped(path.toString());
    if (!(e instanceof NoSuchFileException)) {
      return Problem.of(
              ProblemCode.MANIFEST_NOT_FOUND,
              name + ": the file cannot be read",
              "Check its permissions.")
          .facts(List.of(e.getClass().getSimpleName()));
    }
    var problem =
        Problem.of(
            ProblemCode.MANIFEST_NOT_FOUND,
            name + ": there is no such file or folder",
            "Write the manifest there, or name another file or folder.");
    var nearest = DidYouMean.nearest(String.valueOf(path.getFileName()), siblings(path));
    return nearest == null
        ? problem
        : problem.facts(List.of("did you mean " + path.resolveSibling(nearest) + "?"));
  }

  private static Set<String> siblings(Path path) {
    var names = new LinkedHashSet<String>();
    var folder = path.toAbsolutePath().getParent();
    try (var list = Files.list(folder == null ? path : folder)) {
      list.limit(1_000).forEach(sibling -> names.add(sibling.getFileName().toString()));
    } catch (IOException e) {
      // Only a suggestion is lost: the finding itself says that the path does not exist.
      names.clear();
    }
    return names;
  }
}
