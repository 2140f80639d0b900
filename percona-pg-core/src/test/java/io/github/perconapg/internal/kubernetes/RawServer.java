package io.github.perconapg.internal.kubernetes;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers each request byte by byte as a test wants, or not at all. */
final class RawServer implements AutoCloseable {

  /** Writes an answer. */
  interface Answer {
    void write(String request, OutputStream out) throws IOException;
  }

  private final ServerSocket listener;
  private final Answer answer;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicInteger requests = new AtomicInteger();

  RawServer(Answer answer) {
    this.answer = answer;
    try {
      this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start(this::accept);
  }

  /** Says nothing. */
  static RawServer silent() {
    return answering("");
  }

  /** Sends this, and then nothing more, with the connection open. */
  static RawServer answering(String text) {
    return new RawServer((request, out) -> out.write(text.getBytes(ISO_8859_1)));
  }

  /** A whole answer. */
  static RawServer answering(int status, String type, String body) {
    return answering(head(status, type, body.length()) + body);
  }

  static String head(int status, String type, long length) {
    return "HTTP/1.1 %d x\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
        .formatted(status, type, length);
  }

  String url() {
    return "http://127.0.0.1:" + listener.getLocalPort();
  }

  int requests() {
    return requests.get();
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      listener.close();
      for (var socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() throws IOException {
    while (closed.getCount() > 0) {
      var client = listener.accept();
      open.add(client);
      start(() -> serve(client));
    }
  }

  private void serve(Socket client) throws IOException {
    try (client) {
      var in = new BufferedReader(new InputStreamReader(client.getInputStream(), ISO_8859_1));
      var request = "";
      for (var line = in.readLine(); line != null; line = in.readLine()) {
        if (request.isEmpty()) {
          request = line;
        } else if (line.isEmpty()) {
          requests.incrementAndGet();
          answer.write(request, client.getOutputStream());
          client.getOutputStream().flush();
          request = "";
        }
      }
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  /** A connection that breaks ends its thread, and nothing else. */
  private static void start(Work work) {
    DaemonThreads.named("raw-server")
        .newThread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                System.getLogger(RawServer.class.getName())
                    .log(System.Logger.Level.DEBUG, "a connection ended", e);
              }
            })
        .start();
  }
}
