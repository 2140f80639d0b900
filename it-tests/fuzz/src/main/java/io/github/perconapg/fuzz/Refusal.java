package io.github.perconapg.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.ProblemCode;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** The one way in which an input may be refused: by a problem that is the input's, and soon. */
public final class Refusal {

  /** In processor time, so that a busy machine makes no findings. */
  private static final long LONGEST_NANOS = 2_000_000_000L;

  /** The first ones load and instrument classes. */
  private static final int UNTIMED = 100;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static int readings;

  private Refusal() {}

  /** Something that reads. */
  public interface Reading {

    /** Reads. */
    void run() throws Exception;
  }

  /**
   * Lets a problem pass, unless it is told as a defect; whatever else is thrown is a finding, and
   * so is a reading that takes two seconds.
   *
   * @throws Exception what is a finding
   */
  public static void orNone(Reading reading) throws Exception {
    long before = THREADS.getCurrentThreadCpuTime();
    pass(reading);
    long spent = THREADS.getCurrentThreadCpuTime() - before;
    if (++readings > UNTIMED && spent > LONGEST_NANOS) {
      throw new AssertionError("reading took " + spent / 1_000_000 + " ms");
    }
  }

  private static void pass(Reading reading) throws Exception {
    try {
      reading.run();
    } catch (PerconaPgException e) {
      if (e.problems().stream().anyMatch(problem -> problem.code() == ProblemCode.INTERNAL)) {
        throw e;
      }
    }
  }

  /** The input as text; what is not UTF-8 in it becomes the replacement character. */
  public static String text(byte[] input) {
    return new String(input, UTF_8);
  }
}
