package io.github.perconapg.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** The site's menu leads to every page, and to no other. */
class SiteTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  @Test
  void theMenuHasEachPageOnce() throws Exception {
    var items =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(ROOT.resolve("src/site/site.xml").toFile())
            .getElementsByTagName("item");
    var inTheMenu = new ArrayList<Path>();
    for (var i = 0; i < items.getLength(); i++) {
      inTheMenu.add(source(((Element) items.item(i)).getAttribute("href")));
    }

    var pages = new ArrayList<Path>();
    for (var folder : new Path[] {ROOT, ROOT.resolve("docs")}) {
      try (var files = Files.newDirectoryStream(folder, "*.md")) {
        files.forEach(pages::add);
      }
    }
    assertThat(inTheMenu).containsExactlyInAnyOrderElementsOf(pages);
  }

  private static Path source(String address) {
    return ROOT.resolve(
        address.equals("index.html") ? "README.md" : address.replace(".html", ".md"));
  }
}
