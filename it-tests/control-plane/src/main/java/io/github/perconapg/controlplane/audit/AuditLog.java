package io.github.perconapg.controlplane.audit;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/**
 * The audit log of one plane.
 *
 * <p>A mark is a request of its own that is looked for in the log, so everything that was answered
 * before it has been written when it is found.
 */
public final class AuditLog {
  private static final String MARK = "percona-pg-audit-mark-";
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final Path file;
  private final KubernetesClient client;

  /**
   * A reader.
   *
   * @param file the log, JSON lines
   * @param client makes the marking requests; may read ConfigMaps in the namespace default
   */
  public AuditLog(Path file, KubernetesClient client) {
    this.file = file;
    this.client = client;
  }

  /**
   * A moment in the log.
   *
   * @param position bytes before it
   */
  public record Mark(long position) {}

  /**
   * Marks this moment.
   *
   * @return the mark; all requests that were answered before this call lie before it
   */
  public Mark mark() {
    return new Mark(readToNewMark(length()).end());
  }

  /**
   * All requests answered since a mark, by anybody.
   *
   * @param since from {@link #mark}
   * @return in the order of the log
   */
  public List<AuditEntry> requestsSince(Mark since) {
    return readToNewMark(since.position()).entries();
  }

  /**
   * The requests since a mark that may have changed something and did not come from the plane
   * itself or the stand-in operator.
   *
   * @param since from {@link #mark}
   * @return in the order of the log
   */
  public List<AuditEntry> writesSince(Mark since) {
    return requestsSince(since).stream()
        .filter(entry -> entry.isWrite() && !entry.isFromThePlane())
        .toList();
  }

  private record Section(List<AuditEntry> entries, long end) {}

  private Section readToNewMark(long from) {
    String mark = MARK + UUID.randomUUID();
    client.configMaps().inNamespace("default").withName(mark).get();
    List<AuditEntry> entries = new ArrayList<>();
    long position = from;
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (System.nanoTime() - deadline < 0) {
      String text = wholeLines(position);
      for (String line : text.split("\n", -1)) {
        if (line.isEmpty()) {
          continue;
        }
        position += line.getBytes(StandardCharsets.UTF_8).length + 1;
        AuditEntry entry = parse(line);
        if (entry.name().equals(mark)) {
          return new Section(List.copyOf(entries), position);
        }
        if (!entry.name().startsWith(MARK)) {
          entries.add(entry);
        }
      }
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
    throw new IllegalStateException(
        "The request " + mark + " did not appear in " + file + " within " + LIMIT + ".");
  }

  private static AuditEntry parse(String line) {
    JsonNode event = Serialization.unmarshal(line, JsonNode.class);
    return AuditEntry.of(event);
  }

  private long length() {
    return file.toFile().length();
  }

  /** What was written after a position, up to the last line that is complete. */
  private String wholeLines(long from) {
    try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
      byte[] bytes = new byte[Math.toIntExact(Math.max(0, log.length() - from))];
      log.seek(from);
      log.readFully(bytes);
      String text = new String(bytes, StandardCharsets.UTF_8);
      return text.substring(0, text.lastIndexOf('\n') + 1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
