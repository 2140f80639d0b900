package io.github.perconapg.internal.chart;

import io.github.perconapg.internal.yaml.UnreadableTextException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Finds the CRDs of a chart and of its subcharts. */
final class ChartCrds {

  private static final Pattern FILE = Pattern.compile(".*\\.(ya?ml|json)");
  private static final Pattern LABELS =
      Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)+");
  private static final int LONGEST_NAME = 253;

  private final ChartFiles files;
  private final List<Crd> crds = new ArrayList<>();
  private final Map<String, String> places = new HashMap<>();

  private ChartCrds(ChartFiles files) {
    this.files = files;
  }

  /** Returns the CRDs, ordered by the files' paths and by document. */
  static List<Crd> of(ChartFiles files) {
    var found = new ChartCrds(files);
    files
        .crds()
        .forEach(
            (path, contents) -> {
              if (FILE.matcher(path).matches()) {
                found.addFile(path, files.decode(path, contents));
              }
            });
    return List.copyOf(found.crds);
  }

  private void addFile(String path, String text) {
    var documents = CrdText.documents(text);
    for (var i = 0; i < documents.size(); i++) {
      var place = path + (documents.size() == 1 ? "" : ", document " + (i + 1));
      var document = documents.get(i);
      var name = checkedName(place, document);
      var other = places.put(name, place);
      if (other != null) {
        throw invalid(place, "defines " + name + ", which " + other + " defines as well");
      }
      crds.add(new Crd(name, document, CrdText.sha256(document)));
    }
  }

  private String checkedName(String place, String document) {
    var head = head(place, document);
    var kind = head.getOrDefault(CrdHead.KIND, "");
    var apiVersion = head.getOrDefault(CrdHead.API_VERSION, "");
    if (!kind.equals("CustomResourceDefinition") || !apiVersion.equals("apiextensions.k8s.io/v1")) {
      throw invalid(
          place,
          "is not a CustomResourceDefinition of apiextensions.k8s.io/v1, but kind "
              + ChartProblems.quoted(kind)
              + " of "
              + ChartProblems.quoted(apiVersion));
    }
    var name = head.getOrDefault(CrdHead.NAME, "");
    var expected =
        head.getOrDefault(CrdHead.PLURAL, "") + "." + head.getOrDefault(CrdHead.GROUP, "");
    if (!name.equals(expected) || name.length() > LONGEST_NAME || !LABELS.matcher(name).matches()) {
      throw invalid(
          place,
          "is named "
              + ChartProblems.quoted(name)
              + ", but a CRD's name consists of its plural and its group: "
              + ChartProblems.quoted(expected));
    }
    return name;
  }

  private Map<String, String> head(String place, String document) {
    try {
      return CrdHead.read(document);
    } catch (UnreadableTextException e) {
      throw invalid(place + ":" + e.line() + ":" + e.column(), "is not well-formed: " + e.reason());
    }
  }

  private RuntimeException invalid(String place, String why) {
    return ChartProblems.invalid(files.origin(), place + " " + why);
  }
}
