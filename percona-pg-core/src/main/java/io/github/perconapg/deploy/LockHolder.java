package io.github.perconapg.deploy;

import io.github.perconapg.target.Tree;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who holds a lock: host, process, the process's start, and a random part that tells two runs of
 * one process apart.
 *
 * @param host the machine's name
 * @param pid the process
 * @param startedAt start of the process in milliseconds since 1970; a pid alone is used again
 * @param run the random part
 */
record LockHolder(String host, long pid, long startedAt, String run) {

  static LockHolder thisProcess() {
    var process = ProcessHandle.current();
    return new LockHolder(
        thisHost(), process.pid(), startOf(process), UUID.randomUUID().toString());
  }

  String identity() {
    return host + "/" + pid + "/" + startedAt + "/" + run;
  }

  /** Whether the holder's process ran on this host and is no more. Elsewhere nobody can tell. */
  static boolean isGone(Map<String, Object> lease) {
    return of(lease)
        .filter(holder -> holder.host().equals(thisHost()))
        .map(
            holder ->
                ProcessHandle.of(holder.pid())
                    .filter(p -> p.isAlive() && startOf(p) == holder.startedAt())
                    .isEmpty())
        .orElse(false);
  }

  /** The holder for a person. */
  static String shown(Map<String, Object> lease) {
    return of(lease)
        .map(h -> "process " + h.pid() + " on " + h.host())
        .orElse("held by " + identity(lease));
  }

  private static Optional<LockHolder> of(Map<String, Object> lease) {
    var parts = identity(lease).split("/", -1);
    if (parts.length != 4) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new LockHolder(parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2]), parts[3]));
    } catch (NumberFormatException e) {
      return Optional.empty(); // written by something else
    }
  }

  /** Who holds a Lease; empty when nobody does. */
  static String identity(@Nullable Map<String, Object> lease) {
    return Tree.text(lease, "spec", "holderIdentity");
  }

  private static long startOf(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }

  private static String thisHost() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown-host-" + UUID.nameUUIDFromBytes(new byte[0]);
    }
  }
}
