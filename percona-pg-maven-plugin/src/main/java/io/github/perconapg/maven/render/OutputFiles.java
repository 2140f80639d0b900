package io.github.perconapg.maven.render;

import io.github.perconapg.internal.outlet.Escape;
import io.github.perconapg.internal.outlet.PrivateFiles;
import io.github.perconapg.model.Outputs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Outputs as files: {@code outputs.properties}, which carries no time stamp, so that equal outputs
 * are equal files, and {@code outputs.json}, where the revision is a number.
 */
public final class OutputFiles {

  private OutputFiles() {}

  /** Writes both files into a folder, which is created when needed. */
  public static void write(Path folder, Outputs outputs) throws IOException {
    PrivateFiles.write(folder.resolve("outputs.properties"), properties(outputs.asMap()));
    var json = Json.object();
    outputs.asMap().forEach(json::put);
    json.put("revision", outputs.revision());
    PrivateFiles.write(folder.resolve("outputs.json"), Json.pretty(json));
  }

  /** Removes both files, so that no reader takes them for those of a running operator. */
  public static void remove(Path folder) throws IOException {
    Files.deleteIfExists(folder.resolve("outputs.properties"));
    Files.deleteIfExists(folder.resolve("outputs.json"));
  }

  private static String properties(Map<String, String> outputs) {
    var text = new StringBuilder();
    outputs.forEach(
        (name, value) ->
            text.append(name)
                .append('=')
                .append(Escape.line(value).replace("\\", "\\\\"))
                .append('\n'));
    return text.toString();
  }
}
