package io.github.perconapg.maven.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.perconapg.event.Event;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceFileTest {

  private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

  @TempDir Path folder;

  @Test
  void goalsOfOneRunShareTheFile() throws Exception {
    trace("deploy");
    trace("verify");

    assertThat(Files.readAllLines(folder.resolve("trace.jsonl")))
        .containsExactly(
            "{\"goal\":\"deploy\",\"method\":\"PATCH\",\"path\":\"/a?b=\\\"c\\\"\",\"status\":0,"
                + "\"millis\":12}",
            "{\"goal\":\"verify\",\"method\":\"PATCH\",\"path\":\"/a?b=\\\"c\\\"\",\"status\":0,"
                + "\"millis\":12}");
  }

  @Test
  void theNextRunStartsItAnew() throws Exception {
    trace("deploy");
    Files.setLastModifiedTime(folder.resolve("trace.jsonl"), FileTime.from(START.minusSeconds(1)));
    trace("verify");

    assertThat(Files.readAllLines(folder.resolve("trace.jsonl")))
        .singleElement()
        .asString()
        .contains("\"goal\":\"verify\"");
  }

  @Test
  void linesOfThreadsAndGoalsThatRunAtOnceStayWhole() throws Exception {
    var path = "/" + "x".repeat(9_000);
    var threads = Executors.newFixedThreadPool(8);
    try (var deploy = new TraceFile(folder, "deploy", START);
        var verify = new TraceFile(folder, "verify", START)) {
      var tasks =
          IntStream.range(0, 400)
              .<Callable<Void>>mapToObj(
                  i ->
                      () -> {
                        var trace = i % 2 == 0 ? deploy : verify;
                        trace.on(new Event.RequestSent("GET", path, 200, Duration.ZERO));
                        return null;
                      })
              .toList();
      for (var done : threads.invokeAll(tasks)) {
        done.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(Files.readAllLines(folder.resolve("trace.jsonl")))
        .hasSize(400)
        .allMatch(line -> line.startsWith("{\"goal\":\"") && line.endsWith("\"millis\":0}"))
        .allMatch(line -> line.length() < 9_100);
  }

  private void trace(String goal) throws Exception {
    try (var trace = new TraceFile(folder, goal, START)) {
      trace.on(new Event.RequestSent("PATCH", "/a?b=\"c\"", 0, Duration.ofMillis(12)));
      trace.on(new Event.Warned("not a request"));
    }
  }
}
