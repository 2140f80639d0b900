package io.github.perconapg.chart;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

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
   * @throws org.snakeyaml.engine.v2.exceptions.YamlEngineException when it is not well-formed
   */
  static RepositoryIndex read(byte[] index, String chart) {
    return new Reader(new String(index, StandardCharsets.UTF_8), chart).read();
  }

  private static final class Reader {

    private static final LoadSettings SETTINGS = BoundedYaml.settings(LARGEST, new TextSchema());

    private final Iterator<Event> events;
    private final String chart;
    private final List<Entry> versions = new ArrayList<>();
    private final TreeSet<String> charts = new TreeSet<>();

    Reader(String text, String chart) {
      this.events = new ParserImpl(SETTINGS, new StreamReader(SETTINGS, text));
      this.chart = chart;
    }

    RepositoryIndex read() {
      events.next(); // the stream begins
      if (events.next().getEventId() == Event.ID.DocumentStart) {
        mapping(events.next(), this::topLevel);
      }
      return new RepositoryIndex(versions, charts);
    }

    private void topLevel(String key, Event value) {
      if (key.equals("entries")) {
        mapping(value, this::chartEntries);
      } else {
        skip(value);
      }
    }

    private void chartEntries(String name, Event value) {
      charts.add(name);
      if (name.equals(chart)) {
        sequence(value, this::version);
      } else {
        skip(value);
      }
    }

    private void version(Event value) {
      var fields = new String[4];
      mapping(
          value,
          (key, field) -> {
            switch (key) {
              case "version" -> fields[0] = scalar(field);
              case "appVersion" -> fields[3] = scalar(field);
              case "digest" -> fields[1] = scalar(field);
              case "urls" -> sequence(field, url -> fields[2] = first(fields[2], scalar(url)));
              default -> skip(field);
            }
          });
      if (fields[0] != null) {
        versions.add(new Entry(fields[0], fields[3], fields[1], fields[2]));
      }
    }

    private static @Nullable String first(@Nullable String one, @Nullable String other) {
      return one == null ? other : one;
    }

    private void mapping(Event start, BiConsumer<String, Event> each) {
      if (!(start instanceof MappingStartEvent)) {
        skip(start);
        return;
      }
      for (var event = events.next(); !(event instanceof MappingEndEvent); event = events.next()) {
        var key = scalar(event);
        each.accept(key == null ? "" : key, events.next());
      }
    }

    private void sequence(Event start, Consumer<Event> each) {
      if (!(start instanceof SequenceStartEvent)) {
        skip(start);
        return;
      }
      for (var event = events.next(); !(event instanceof SequenceEndEvent); event = events.next()) {
        each.accept(event);
      }
    }

    private @Nullable String scalar(Event event) {
      if (event instanceof ScalarEvent scalar) {
        return scalar.getValue();
      }
      skip(event);
      return null;
    }

    private void skip(Event first) {
      var depth = 0;
      for (var event = first; ; event = events.next()) {
        depth += event instanceof CollectionStartEvent ? 1 : 0;
        depth -= event instanceof CollectionEndEvent ? 1 : 0;
        if (depth == 0) {
          return;
        }
      }
    }
  }
}
