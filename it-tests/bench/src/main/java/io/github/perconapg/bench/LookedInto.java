package io.github.perconapg.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The library in a new JVM which also says where its time goes; slower by that. */
record LookedInto() implements Contender {

  static final String NAME = "new JVM, looked into";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<Situation> situations() {
    return EnumSet.of(Situation.FIRST_INSTALL, Situation.NOTHING_CHANGED, Situation.UPGRADE);
  }

  @Override
  public Run run(Situation situation, Place place) throws IOException, InterruptedException {
    var file = Files.createTempFile(place.folder(), "profile", ".txt");
    var words = new ArrayList<>(WarmJvm.command("-D" + LibraryMain.PROFILE + "=" + file));
    words.addAll(WarmLibrary.words(situation, place));
    var run = CommandRun.of(words, Map.of(), place.folder());
    var profile = new LinkedHashMap<String, Double>();
    Profile.read(file).forEach((name, value) -> profile.put(Figure.PROFILE + name, value));
    return run.with(profile);
  }
}
