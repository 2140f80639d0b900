package io.github.perconapg.internal.run;

import io.github.perconapg.internal.yaml.Unstructured;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The holder of a lock as its Lease names it: host, boot, PID namespace, process, the process's
 * start, and a random part that tells two runs of one process apart.
 *
 * @param host the machine's name, for a person; several machines may have the same
 * @param boot the random number that Linux gives to each boot of a machine
 * @param pidNamespace in which of this boot's PID namespaces the process has its number
 * @param pid the process
 * @param startedAt start of the process in milliseconds since 1970; a pid alone is used again
 * @param run the random part
 */
public record LockHolder(
    String host, String boot, String pidNamespace, long pid, long startedAt, String run) {

  /** Stands for a part that this machine does not tell; equals nothing, not even itself. */
  static final String UNKNOWN = "-";

  private static final Path PROC = Path.of("/proc");

  /** The API server's MicroTime, which takes exactly six digits. */
  private static final DateTimeFormatter MICRO_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /** Returns this process, with a random part of its own for every call. */
  public static LockHolder thisProcess() {
    var process = ProcessHandle.current();
    return new LockHolder(
        thisHost(),
        thisBoot(),
        thisPidNamespace(process),
        process.pid(),
        startOf(process),
        UUID.randomUUID().toString());
  }

  public String identity() {
    return String.join(
        "/", host, boot, pidNamespace, Long.toString(pid), Long.toString(startedAt), run);
  }

  /**
   * Returns a Lease that this holder takes.
   *
   * @param duration how long it is held without renewal, for others to read
   * @param previous the Lease as it is; empty if there is none
   */
  Map<String, Object> lease(
      String namespace, String name, Duration duration, Map<String, Object> previous) {
    var metadata = new HashMap<>(Unstructured.map(previous, "metadata"));
    metadata.put("namespace", namespace);
    metadata.put("name", name);
    var now = MICRO_TIME.format(Instant.now());
    var spec =
        Map.<String, Object>of(
            "holderIdentity",
            identity(),
            "leaseDurationSeconds",
            duration.toSeconds(),
            "acquireTime",
            now,
            "renewTime",
            now);
    return Map.of(
        "apiVersion",
        "coordination.k8s.io/v1",
        "kind",
        "Lease",
        "metadata",
        metadata,
        "spec",
        spec);
  }

  /** Returns a Lease that its holder renews. */
  static Map<String, Object> renewed(Map<String, Object> lease) {
    var spec = new HashMap<>(Unstructured.map(lease, "spec"));
    spec.put("renewTime", MICRO_TIME.format(Instant.now()));
    var renewed = new HashMap<>(lease);
    renewed.put("spec", spec);
    return renewed;
  }

  /** Returns whether this run holds a Lease. */
  boolean holds(Map<String, Object> lease) {
    return identity().equals(identity(lease));
  }

  /**
   * Returns whether the process that holds a Lease is known to be gone: it ran in this boot of this
   * machine and in this process's own PID namespace, and is not there. A holder of which any of
   * that is unknown counts as alive, and so does one whose identity an earlier version wrote.
   */
  boolean seesGone(Map<String, Object> lease) {
    return of(identity(lease))
        .filter(this::sharesProcessesWith)
        .filter(h -> !h.isAlive())
        .isPresent();
  }

  /** Returns the holder of a Lease for a person. */
  static String shown(Map<String, Object> lease) {
    return of(identity(lease))
        .map(
            h ->
                "process "
                    + h.pid
                    + " on "
                    + (h.host.equals(UNKNOWN) ? "a host without a name" : h.host))
        .orElse("held by " + identity(lease));
  }

  /** Returns the identity of a Lease's holder; empty for none. */
  public static String identity(Map<String, Object> lease) {
    return Unstructured.text(lease, "spec", "holderIdentity");
  }

  private boolean sharesProcessesWith(LockHolder other) {
    return same(host, other.host)
        && same(boot, other.boot)
        && same(pidNamespace, other.pidNamespace)
        // Where other users' processes are hidden, the first one is as well.
        && ProcessHandle.of(1).isPresent();
  }

  private static boolean same(String one, String other) {
    return !one.equals(UNKNOWN) && one.equals(other);
  }

  /**
   * The start is not compared: the system tells it by the wall clock, which may have been set
   * since. Where another process has the number by now, the lock is waited for until it expires.
   */
  private boolean isAlive() {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
  }

  private static Optional<LockHolder> of(String identity) {
    var parts = identity.split("/", -1);
    try {
      return switch (parts.length) {
        case 6 ->
            Optional.of(
                new LockHolder(
                    parts[0],
                    parts[1],
                    parts[2],
                    Long.parseLong(parts[3]),
                    Long.parseLong(parts[4]),
                    parts[5]));
        case 4 -> // without boot and PID namespace, as earlier builds wrote it
            Optional.of(
                new LockHolder(
                    parts[0],
                    UNKNOWN,
                    UNKNOWN,
                    Long.parseLong(parts[1]),
                    Long.parseLong(parts[2]),
                    parts[3]));
        default -> Optional.empty();
      };
    } catch (NumberFormatException e) {
      return Optional.empty(); // written by something else
    }
  }

  private static long startOf(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }

  private static String thisHost() {
    try {
      return known(InetAddress.getLocalHost().getHostName());
    } catch (UnknownHostException e) {
      return UNKNOWN;
    }
  }

  private static String thisBoot() {
    try {
      return known(Files.readString(PROC.resolve("sys/kernel/random/boot_id")).strip());
    } catch (IOException | SecurityException e) {
      return UNKNOWN; // another system than Linux, or a sandbox that hides it
    }
  }

  /** Unknown also where /proc shows another namespace than the one that this process runs in. */
  private static String thisPidNamespace(ProcessHandle process) {
    try {
      var self = PROC.resolve("self");
      return Files.readSymbolicLink(self).toString().equals(Long.toString(process.pid()))
          ? known(Files.readSymbolicLink(self.resolve("ns/pid")).toString())
          : UNKNOWN;
    } catch (IOException | UnsupportedOperationException | SecurityException e) {
      return UNKNOWN;
    }
  }

  /** A part of an identity must not look like several. */
  private static String known(String text) {
    return text.isEmpty() || text.contains("/") ? UNKNOWN : text;
  }
}
