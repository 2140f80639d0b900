package io.github.perconapg.internal.kubernetes;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A proxy that knows CONNECT only, and tunnels to this machine, whatever the host. */
public final class TunnelProxy implements AutoCloseable {

  private static final int AS_ASKED = -1;
  private static final int NOWHERE = -2;

  private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final String authorization;
  private final int port;

  private TunnelProxy(String authorization, int port) throws IOException {
    this.authorization = authorization;
    this.port = port;
    threads.execute(this::accept);
  }

  /** One that is open to all. */
  public static TunnelProxy open() throws IOException {
    return new TunnelProxy("", AS_ASKED);
  }

  /** One that is open to all and leads to this port, whatever port it is asked for. */
  public static TunnelProxy to(int port) throws IOException {
    return new TunnelProxy("", port);
  }

  /** One that reaches nothing. */
  public static TunnelProxy refusing() throws IOException {
    return new TunnelProxy("", NOWHERE);
  }

  /** One that asks for basic credentials, unless Proxy-Authorization has this value. */
  public static TunnelProxy demanding(String authorization) throws IOException {
    return new TunnelProxy(authorization, AS_ASKED);
  }

  /** The port on this machine. */
  public int port() {
    return listener.getLocalPort();
  }

  public String address() {
    return "http://localhost:" + port();
  }

  /** The first lines of the requests that came. */
  public List<String> lines() {
    return lines;
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
      lines.add(head.lines().findFirst().orElse(""));
      if (!authorization.isEmpty()
          && !head.contains("Proxy-Authorization: " + authorization + "\r\n")) {
        answer(
            client,
            "407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"p\"\r\n"
                + "Content-Length: 0");
        return;
      }
      if (port == NOWHERE) {
        answer(client, "502 Bad Gateway\r\nContent-Length: 0");
        return;
      }
      var asked = Integer.parseInt(head.substring(head.indexOf(':') + 1, head.indexOf(" HTTP/")));
      var to = port == AS_ASKED ? asked : port;
      try (var server = new Socket(InetAddress.getLoopbackAddress(), to)) {
        answer(client, "200 Connection established");
        threads.execute(() -> pipe(server, client));
        client.getInputStream().transferTo(server.getOutputStream());
      }
    } catch (IOException e) {
      // One side hung up: the tunnel ends.
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

  private static void answer(Socket client, String head) throws IOException {
    var text = "HTTP/1.1 " + head + "\r\n\r\n";
    client.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    client.getOutputStream().flush();
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
