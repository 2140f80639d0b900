package io.github.perconapg;

import com.google.errorprone.annotations.CheckReturnValue;
import io.github.perconapg.internal.manifest.Decoder;
import io.github.perconapg.internal.manifest.Diagnostics;
import io.github.perconapg.internal.manifest.DisplayText;
import io.github.perconapg.internal.manifest.Documents;
import io.github.perconapg.internal.manifest.ManifestFiles;
import io.github.perconapg.internal.manifest.ManifestWriter;
import io.github.perconapg.internal.manifest.SourceText;
import io.github.perconapg.internal.manifest.TreeNodes;
import io.github.perconapg.model.PerconaPostgresqlOperator;
import io.github.perconapg.model.StackInput;
import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Reads and writes manifests. A manifest is YAML 1.2 or JSON in UTF-8, at most 512 KiB a file: a
 * resource, or a stack input (a resource as {@code target} with a {@code providerConfig}); a status
 * in it is passed over. What is read is valid and complete, defaults included.
 *
 * <p>Every method throws {@link PerconaPgException} with all findings at once, each as {@code
 * file:line:column: message} with the offending line, the field's path and, where there is one, a
 * suggestion. Values of credential fields are never shown.
 */
@CheckReturnValue
public final class Manifest {

  private Manifest() {}

  /**
   * Reads a file, or a folder, that holds exactly one document.
   *
   * @throws PerconaPgException if it cannot be read, or is not one valid resource
   */
  public static StackInput read(Path file) {
    var findings = new Diagnostics();
    var texts = new ManifestFiles(findings).read(List.of(file));
    return one(file.toString(), texts, findings);
  }

  /**
   * Reads a text that holds exactly one document.
   *
   * @param text YAML or JSON
   * @param sourceName what messages and {@link StackInput#source} call the text
   * @throws PerconaPgException if it is not one valid resource
   */
  public static StackInput parse(String text, String sourceName) {
    var findings = new Diagnostics();
    var source = SourceText.of(DisplayText.escaped(sourceName), text);
    if (text.getBytes(StandardCharsets.UTF_8).length > ManifestFiles.MAX_BYTES) {
      findings.add(ManifestFiles.tooLarge(source.name()));
    } else if (new Decoder(findings).check(source)) {
      return one(sourceName, List.of(source), findings);
    }
    return one(sourceName, List.of(), findings);
  }

  /**
   * Reads every document of files and folders.
   *
   * @param filesOrFolders files, and folders whose {@code .yaml}, {@code .yml} and {@code .json}
   *     files are read by name, not those of folders within; a file named twice is read once
   * @param overrides {@code path=value} each, typed by the schema and applied to every document; a
   *     later one wins. The path is that of a field under any name that a manifest may use, such as
   *     {@code spec.container.resources.limits.cpu}, or a key in a map, such as {@code
   *     metadata.labels.team}
   * @return at least one input, in the order of the paths; no two of them name one namespace of one
   *     cluster
   * @throws PerconaPgException if anything in any of them is not valid
   */
  public static List<StackInput> readAll(List<Path> filesOrFolders, List<String> overrides) {
    var findings = new Diagnostics();
    var texts = new ManifestFiles(findings).read(filesOrFolders);
    var documents = new Documents(overrides, findings);
    texts.forEach(documents::read);
    documents.refuseTwins();
    findings.throwIfAny();
    var inputs = documents.inputs();
    if (inputs.isEmpty()) {
      throw Problem.of(
              ProblemCode.MANIFEST_EMPTY, "no manifest is named", "Name a file or a folder.")
          .asException();
    }
    return inputs;
  }

  /**
   * Reads one document out of a tree of names and text, such as the elements of a POM.
   *
   * @param tree maps, lists and text; text is typed by the schema, and empty text is an empty
   *     mapping where the field holds one, else no value
   * @param sourceName what messages and {@link StackInput#source} call the tree; they name fields
   *     instead of lines
   * @param overrides as those of {@link #readAll}
   * @throws PerconaPgException if it is not one valid resource
   */
  public static StackInput ofTree(
      Map<String, Object> tree, String sourceName, List<String> overrides) {
    var findings = new Diagnostics();
    var documents = new Documents(overrides, findings);
    documents.read(TreeNodes.of(tree, DisplayText.escaped(sourceName)));
    findings.throwIfAny();
    return documents.inputs().get(0);
  }

  /**
   * The canonical text of a resource: YAML in block style, canonical names, fields in the order of
   * the schema. Defaults are written out, so that the text says what will be deployed whatever a
   * later version's defaults are; createNamespace is written only when false, since readers other
   * than this project do not know it. Reading the text gives an equal resource.
   *
   * @return text that ends with a line break
   */
  public static String write(PerconaPostgresqlOperator resource) {
    return ManifestWriter.write(resource);
  }

  private static StackInput one(String name, List<SourceText> texts, Diagnostics findings) {
    var documents = new Documents(List.of(), findings);
    texts.forEach(documents::read);
    var inputs = documents.inputs();
    if (inputs.size() > 1) {
      findings.add(
          Problem.of(
              ProblemCode.MANIFEST_CONFLICT,
              DisplayText.escaped(name)
                  + ": there are "
                  + inputs.size()
                  + " documents where one is wanted",
              "Keep one of them, or read them all together."));
    }
    findings.throwIfAny();
    return inputs.get(0);
  }
}
