package io.github.perconapg.chart;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A proxy that tunnels (CONNECT) to this machine, whatever the host, and asks for basic credentials
 * when they are not sent.
 */
final class TunnelProxy implements AutoCloseable {

  private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> heads = new CopyOnWriteArrayList<>();
  private final String authorization;

  /**
   * @param authorization the value of Proxy-Authorization that opens it; empty when it is open to
   *     all
   */
  TunnelProxy(String authorization) throws IOException {
    this.authorization = authorization;
    threads.execute(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  /** The request heads that came. */
  List<String> heads() {
    return heads;
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        var client = listener.accept();
        threads.execute(() -> serve(client));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      var head = head(client.getInputStream());
      heads.add(head);
      if (!authorization.isEmpty()
          && !head.contains("Proxy-Authorization: " + authorization + "\r\n")) {
        answer(
            client, "407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"p\"");
        return;
      }
      var port = Integer.parseInt(head.substring(head.indexOf(':') + 1, head.indexOf(" HTTP/")));
      try (var server = new Socket(InetAddress.getLoopbackAddress(), port)) {
        answer(client, "200 Connection established");
        threads.execute(() -> pipe(server, client));
        client.getInputStream().transferTo(server.getOutputStream());
      }
    } catch (IOException e) {
      heads.add("failed: " + e);
    }
  }

  private static String head(InputStream in) throws IOException {
    var head = new StringBuilder();
    for (var next = in.read(); next >= 0; next = in.read()) {
      head.append((char) next);
      if (head.toString().endsWith("\r\n\r\n")) {
        break;
      }
    }
    return head.toString();
  }

  private static void answer(Socket client, String status) throws IOException {
    OutputStream out = client.getOutputStream();
    var text = "HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n\r\n";
    if (status.startsWith("200")) {
      text = "HTTP/1.1 " + status + "\r\n\r\n";
    }
    out.write(text.getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  private static void pipe(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // One side hung up: the tunnel ends.
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    threads.shutdownNow();
  }
}
