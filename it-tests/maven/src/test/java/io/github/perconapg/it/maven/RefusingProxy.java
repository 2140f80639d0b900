package io.github.perconapg.it.maven;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A proxy on loopback that lets nobody through and keeps what it was asked. */
final class RefusingProxy implements AutoCloseable {

  private static final String REFUSAL =
      "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

  private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final List<String> asked = new CopyOnWriteArrayList<>();

  RefusingProxy() throws IOException {
    var thread = new Thread(this::serve, "refusing-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return listener.getLocalPort();
  }

  /** The first line of each request until now. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  private void serve() {
    while (!listener.isClosed()) {
      try (var client = listener.accept()) {
        var in = new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII);
        // All of the head is read, because to close before that could take the answer away.
        var head = new BufferedReader(in).lines().takeWhile(line -> !line.isEmpty()).toList();
        asked.add(head.get(0));
        client.getOutputStream().write(REFUSAL.getBytes(StandardCharsets.US_ASCII));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
