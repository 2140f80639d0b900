package io.github.perconapg.internal.chart;

import io.github.perconapg.internal.yaml.BoundedEvents;
import io.github.perconapg.internal.yaml.Characters;
import io.github.perconapg.internal.yaml.Limits;
import io.github.perconapg.internal.yaml.UnreadableTextException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;

/**
 * The entries of one chart in a repository's index.yaml (helm.sh/docs/topics/chart_repository).
 * Indexes are large and hold many charts, so only the events of this one are looked at.
 *
 * @param versions its versions in the index's order
 * @param charts the names of all charts in the index
 */
record RepositoryIndex(List<Entry> versions, TreeSet<String> charts) {

  /** The largest public indexes have about 20 MB. */
  static final int LARGEST = 32 << 20;

  /**
   * One version of the chart.
   *
   * @param version as the index has it
   * @param appVersion the operator's version as the index has it, or null
   * @param digest SHA-256 of the archive as the index has it, or null
   * @param url where the archive is, often relative, or null
   */
  record Entry(
      String version, @Nullable String appVersion, @Nullable String digest, @Nullable String url) {}

  /**
   * Reads an index.
   *
   * @throws UnreadableTextException when it is not well-formed
   */
  static RepositoryIndex read(byte[] index, String chart) throws UnreadableTextException {
    return new Reader(Characters.decode(index), chart).read();
  }

  private interface Field {
    void accept(String name, Event value) throws UnreadableTextException;
  }

  private interface Item {
    void accept(Event value) throws UnreadableTextException;
  }

  private static final class Reader {

    private static final Limits LIMITS = Limits.of(LARGEST, 64, Integer.MAX_VALUE);

    private final BoundedEvents events;
    private final String chart;
    private final List<Entry> versions = new ArrayList<>();
    private final TreeSet<String> charts = new TreeSet<>();

    Reader(String text, String chart) throws UnreadableTextException {
      this.events = new BoundedEvents(text, LIMITS);
      this.chart = chart;
    }

    RepositoryIndex read() throws UnreadableTextException {
      var content = events.firstContent();
      if (content.isPresent()) {
        mapping(content.get(), this::topLevel);
      }
      return new RepositoryIndex(versions, charts);
    }

    private void topLevel(String key, Event value) throws UnreadableTextException {
      if (key.equals("entries")) {
        mapping(value, this::chartEntries);
      } else {
        events.skip(value);
      }
    }

    private void chartEntries(String name, Event value) throws UnreadableTextException {
      charts.add(name);
      if (name.equals(chart)) {
        sequence(value, this::version);
      } else {
        events.skip(value);
      }
    }

    private void version(Event value) throws UnreadableTextException {
      var fields = new String[4];
      mapping(
          value,
          (key, field) -> {
            switch (key) {
              case "version" -> fields[0] = scalar(field);
              case "appVersion" -> fields[3] = scalar(field);
              case "digest" -> fields[1] = scalar(field);
              case "urls" -> sequence(field, url -> fields[2] = first(fields[2], scalar(url)));
              default -> events.skip(field);
            }
          });
      if (fields[0] != null) {
        versions.add(new Entry(fields[0], fields[3], fields[1], fields[2]));
      }
    }

    private static @Nullable String first(@Nullable String one, @Nullable String other) {
      return one == null ? other : one;
    }

    private void mapping(Event start, Field each) throws UnreadableTextException {
      if (!(start instanceof MappingStartEvent)) {
        events.skip(start);
        return;
      }
      for (var event = events.next(); !(event instanceof MappingEndEvent); event = events.next()) {
        var key = scalar(event);
        each.accept(key == null ? "" : key, events.next());
      }
    }

    private void sequence(Event start, Item each) throws UnreadableTextException {
      if (!(start instanceof SequenceStartEvent)) {
        events.skip(start);
        return;
      }
      for (var event = events.next(); !(event instanceof SequenceEndEvent); event = events.next()) {
        each.accept(event);
      }
    }

    private @Nullable String scalar(Event event) throws UnreadableTextException {
      if (event instanceof ScalarEvent scalar) {
        return scalar.getValue();
      }
      events.skip(event);
      return null;
    }
  }
}
