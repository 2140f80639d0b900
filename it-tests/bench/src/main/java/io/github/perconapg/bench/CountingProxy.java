package io.github.perconapg.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Stands between a contender and the API server and counts bytes as they are on the wire. It passes
 * connections on as they are: TLS is between client and server.
 */
final class CountingProxy implements AutoCloseable {

  private static final int BUFFER = 64 * 1024;

  private final ServerSocket listening;
  private final URI server;
  private final LongAdder sent = new LongAdder();
  private final LongAdder received = new LongAdder();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  /**
   * Begins to listen, on loopback.
   *
   * @param server where connections go
   */
  CountingProxy(URI server) throws IOException {
    this.server = server;
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  /** The port that it listens on. */
  int port() {
    return listening.getLocalPort();
  }

  /** Bytes from clients since the last {@link #reset}. */
  long sent() {
    return sent.sum();
  }

  /** Bytes to clients since the last {@link #reset}. */
  long received() {
    return received.sum();
  }

  /** Counts from zero again. */
  void reset() {
    sent.reset();
    received.reset();
  }

  private void accept() {
    try {
      while (true) {
        var client = listening.accept();
        var upstream = new Socket(server.getHost(), server.getPort());
        for (var socket : new Socket[] {client, upstream}) {
          socket.setTcpNoDelay(true);
          open.add(socket);
        }
        start(() -> pass(client, upstream, sent));
        start(() -> pass(upstream, client, received));
      }
    } catch (IOException e) {
      // closed, which is how this ends
    }
  }

  private void pass(Socket from, Socket to, LongAdder counter) {
    try (from;
        to) {
      copy(from.getInputStream(), to.getOutputStream(), counter);
    } catch (IOException e) {
      // one side has gone, and so does the other
    } finally {
      open.remove(from);
    }
  }

  private static void copy(InputStream in, OutputStream out, LongAdder counter) throws IOException {
    var buffer = new byte[BUFFER];
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      counter.add(read);
      out.write(buffer, 0, read);
    }
  }

  private static void start(Runnable task) {
    var thread = new Thread(task, "counting-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (var socket : open) {
      socket.close();
    }
  }
}
