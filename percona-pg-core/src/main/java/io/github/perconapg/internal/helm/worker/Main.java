package io.github.perconapg.internal.helm.worker;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The worker's main class. Arguments: the marker that begins every line meant for the caller, and
 * the private folder. Reads a request a line from standard input and answers each with a line on
 * standard output; the JVM and Go may print there too, which is what the marker is for.
 */
public final class Main {

  private static final String MEMORY =
      "the Helm worker was ended because it used more than "
          + (MemoryLimit.BYTES >> 20)
          + " MiB of memory";

  private Main() {}

  /** Serves requests until standard input ends. */
  public static void main(String[] arguments) {
    var marker = arguments[0];
    var requests = new LinkedBlockingQueue<WorkerMessage>();
    var input = new Thread(() -> readRequests(requests, Path.of(arguments[1])), "input");
    input.setDaemon(true);
    input.start();
    MemoryLimit.watch(
        used -> {
          answer(marker, Map.of(WorkerMessage.ERROR, MEMORY));
          PrivateFolder.remove(Path.of(arguments[1]));
          Runtime.getRuntime().halt(1);
        });
    try {
      requests.take(); // the caller has checked the library
      answer(marker, Verbs.warmUp());
      while (true) {
        answer(marker, Verbs.run(requests.take(), question -> ask(marker, question, requests)));
      }
    } catch (InterruptedException e) {
      // Nothing interrupts this thread; if it happens all the same, exit.
      Runtime.getRuntime().halt(1);
    }
  }

  /**
   * Runs beside a Helm call, which nothing in this JVM can stop. The end of input means that the
   * caller is gone: nothing may be written to a cluster after that.
   */
  private static void readRequests(LinkedBlockingQueue<WorkerMessage> requests, Path folder) {
    try (var lines = new BufferedReader(new InputStreamReader(System.in, US_ASCII))) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        requests.add(WorkerMessage.decode(line));
      }
    } catch (IOException | IllegalArgumentException e) {
      System.err.println("The caller's requests cannot be read: " + e);
    } finally {
      PrivateFolder.remove(folder);
      Runtime.getRuntime().halt(0);
    }
  }

  /** Asks the caller, who sends nothing else while a request of theirs is being carried out. */
  private static WorkerMessage ask(
      String marker, WorkerMessage question, LinkedBlockingQueue<WorkerMessage> requests) {
    answer(marker, question.fields());
    try {
      return requests.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new WorkerMessage(Map.of(WorkerMessage.STATUS, "503", WorkerMessage.BODY, "{}"));
    }
  }

  private static synchronized void answer(String marker, Map<String, String> fields) {
    PrintStream out = System.out;
    out.print("\n" + marker + new WorkerMessage(fields).encode() + "\n");
    out.flush();
  }
}
