package io.github.perconapg.release;

import io.github.perconapg.target.Connection;
import java.util.List;
import java.util.Map;

/** Reads release records and writes the marks of this tool on them. Needs no Helm. */
public final class Releases {

  /** Reads over the given connection. */
  public Releases(Connection connection) {}

  /** All readable records of a release, newest first; empty when there is none. */
  public List<ReleaseRecord> history(String namespace, String release) {
    throw new UnsupportedOperationException();
  }

  /**
   * Marks a revision as proven: label {@code percona-pg/proven} with the fingerprint, and the CRDs'
   * generations in an annotation.
   */
  public void markProven(
      ReleaseRecord release, String fingerprint, Map<String, Long> crdGenerations) {
    throw new UnsupportedOperationException();
  }

  /** Deletes a record with UID and resource version as preconditions. */
  public void delete(ReleaseRecord release) {
    throw new UnsupportedOperationException();
  }
}
