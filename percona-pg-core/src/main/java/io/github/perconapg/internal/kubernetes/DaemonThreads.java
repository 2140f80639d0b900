package io.github.perconapg.internal.kubernetes;

import java.util.concurrent.ThreadFactory;

/**
 * The threads of this library: none of them keeps a program alive that has come to its end, and
 * each has a name, so that a dump of all threads tells whose it is.
 */
public final class DaemonThreads {

  private DaemonThreads() {}

  /** Makes threads of one name. */
  public static ThreadFactory named(String name) {
    return task -> {
      var thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }
}
