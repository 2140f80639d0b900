package io.github.perconapg.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.model.Dependency;
import org.apache.maven.model.Model;
import org.apache.maven.model.io.xpp3.MavenXpp3Reader;
import org.codehaus.plexus.util.xml.pull.XmlPullParserException;
import org.junit.jupiter.api.Test;

/** The BOM stands for itself, without the parent, so its versions are written out. */
class BomTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  @Test
  void theBomListsWhatIsPublishedAndNothingElse() {
    var root = model(ROOT);
    var published =
        root.getModules().stream()
            .map(module -> model(ROOT.resolve(module)))
            .filter(module -> !module.getPackaging().equals("pom"))
            .map(Model::getArtifactId);
    assertThat(bom())
        .extracting(Dependency::getArtifactId)
        .containsExactlyElementsOf(published.sorted().toList());
  }

  @Test
  void theBomHasTheVersionOfThisBuild() {
    var version = model(ROOT).getVersion();
    assertThat(model(ROOT.resolve("percona-pg-bom")).getVersion()).isEqualTo(version);
    assertThat(bom()).extracting(Dependency::getVersion).containsOnly(version);
  }

  /** What a module brings along shows in its own POM, and not in the BOM's parent. */
  @Test
  void theBomBringsNothingOfOurBuild() {
    assertThat(model(ROOT.resolve("percona-pg-bom")).getParent()).isNull();
  }

  private static List<Dependency> bom() {
    return model(ROOT.resolve("percona-pg-bom")).getDependencyManagement().getDependencies();
  }

  private static Model model(Path folder) {
    try (var reader = Files.newBufferedReader(folder.resolve("pom.xml"))) {
      return new MavenXpp3Reader().read(reader);
    } catch (IOException | XmlPullParserException e) {
      throw new AssertionError(folder + " has no readable POM", e);
    }
  }
}
