package io.github.perconapg.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import io.github.perconapg.controlplane.TestCluster;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/**
 * Stands between a client and the API server and spoils chosen requests. Plain HTTP on the client's
 * side, an administrator on the server's.
 */
final class ApiProxy implements AutoCloseable {

  /**
   * A request that is about to be passed on.
   *
   * @param method its method
   * @param path its path and query
   * @param agent who sends it
   */
  record Request(String method, String path, String agent) {}

  private static final Pattern AGENT = Pattern.compile("(?im)^user-agent:\\s*(.*?)\\s*$");
  private static final Pattern LENGTH = Pattern.compile("(?im)^content-length:\\s*(\\d+)\\s*$");
  private static final Pattern CHUNKED = Pattern.compile("(?im)^transfer-encoding:\\s*chunked");
  private static final Pattern UPGRADE = Pattern.compile("(?im)^upgrade:\\s*(websocket|spdy)");

  private final ServerSocket listener;
  private final URI server;
  private final SSLContext tls;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicInteger cut = new AtomicInteger();
  private final AtomicInteger hung = new AtomicInteger();
  private volatile Function<Request, Fate> rule = request -> Fate.PASS;

  ApiProxy(TestCluster cluster) throws IOException {
    this.server = URI.create(cluster.server());
    try {
      this.tls = SSLUtils.sslContext(Config.fromKubeconfig(cluster.kubeconfig().toFile()));
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  /** From now on decides by method and path. */
  void decide(BiFunction<String, String, Fate> newRule) {
    decide(request -> newRule.apply(request.method(), request.path()));
  }

  /** From now on decides by the request. */
  void decide(Function<Request, Fate> newRule) {
    rule = newRule;
  }

  /**
   * From the first request on that is chosen, no answer comes any more, for it and for all others.
   */
  void silentFrom(Predicate<Request> first, Fate how) {
    var silent = new AtomicBoolean();
    decide(
        request -> {
          if (first.test(request)) {
            silent.set(true);
          }
          return silent.get() ? how : Fate.PASS;
        });
  }

  /** How many requests did not arrive. */
  int cut() {
    return cut.get();
  }

  /** How many requests hang, or did. */
  int hung() {
    return hung.get();
  }

  /** Closes every connection and takes no new one until the next call with false. */
  void outage(boolean out) throws IOException {
    decide((method, path) -> out ? Fate.CUT : Fate.PASS);
    if (out) {
      closeAll();
    }
  }

  /** Where it listens, on loopback. */
  int port() {
    return listener.getLocalPort();
  }

  /** Writes a kubeconfig with one context that leads here. */
  Path kubeconfig(Path folder, String context) throws IOException {
    var file = Files.createDirectories(folder).resolve("proxied.kubeconfig");
    return Files.writeString(
        file,
        """
        apiVersion: v1
        kind: Config
        current-context: %1$s
        clusters: [{name: c, cluster: {server: "http://127.0.0.1:%2$d"}}]
        users: [{name: u, user: {}}]
        contexts: [{name: %1$s, context: {cluster: c, user: u}}]
        """
            .formatted(context, listener.getLocalPort()));
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    listener.close();
    closeAll();
  }

  private void closeAll() throws IOException {
    for (var socket : open) {
      socket.close();
    }
    open.clear();
  }

  private void accept() throws IOException {
    while (closed.getCount() > 0) {
      var client = listener.accept();
      open.add(client);
      start(() -> serve(client));
    }
  }

  private void serve(Socket client) throws IOException {
    try (client;
        var upstream = tls.getSocketFactory().createSocket(server.getHost(), server.getPort())) {
      open.add(upstream);
      var answered = new AtomicReference<>(Fate.PASS);
      start(() -> answer(upstream, client, answered));
      var requests = new BufferedInputStream(client.getInputStream());
      while (true) {
        var head = head(requests);
        var line = head.split(" ", 3);
        if (line.length < 3) {
          return;
        }
        var agent = AGENT.matcher(head);
        var fate = rule.apply(new Request(line[0], line[1], agent.find() ? agent.group(1) : ""));
        answered.set(fate);
        switch (fate) {
          case HANG -> {
            hung.incrementAndGet();
            closed.await();
          }
          case RESET -> client.setSoLinger(true, 0);
          case DELAY -> {
            var unused = closed.await(5, TimeUnit.SECONDS);
          }
          default -> {}
        }
        if (fate == Fate.CUT || fate == Fate.RESET || fate == Fate.HANG) {
          cut.incrementAndGet();
          return;
        }
        if (fate.answers()) {
          body(head, requests, OutputStream.nullOutputStream());
          client.getOutputStream().write(fate.answer().getBytes(ISO_8859_1));
          client.shutdownOutput();
          return;
        }
        upstream.getOutputStream().write(head.getBytes(ISO_8859_1));
        if (UPGRADE.matcher(head).find()) {
          requests.transferTo(upstream.getOutputStream());
          return;
        }
        body(head, requests, upstream.getOutputStream());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(client);
    }
  }

  private static void body(String head, InputStream requests, OutputStream out) throws IOException {
    var length = LENGTH.matcher(head);
    if (length.find()) {
      out.write(requests.readNBytes(Integer.parseInt(length.group(1))));
    } else if (CHUNKED.matcher(head).find()) {
      int size;
      do {
        var line = line(requests);
        size = Integer.parseInt(line.strip(), 16);
        out.write(line.getBytes(ISO_8859_1));
        out.write(requests.readNBytes(size + 2));
      } while (size > 0);
    }
    out.flush();
  }

  private void answer(Socket upstream, Socket client, AtomicReference<Fate> fate)
      throws IOException {
    try (client) {
      var buffer = new byte[16 * 1024];
      for (int n = upstream.getInputStream().read(buffer);
          n >= 0 && fate.get() != Fate.LOSE_ANSWER;
          n = upstream.getInputStream().read(buffer)) {
        var now = fate.get();
        var part = now == Fate.CUT_ANSWER ? n / 2 : now == Fate.STALL_ANSWER ? n - 1 : n;
        client.getOutputStream().write(buffer, 0, part);
        if (now == Fate.STALL_ANSWER) {
          hung.incrementAndGet();
          closed.await();
        }
        if (part < n) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String head(InputStream in) throws IOException {
    var head = new StringBuilder();
    for (var line = line(in); !line.isBlank(); line = line(in)) {
      head.append(line);
    }
    return head.append("\r\n").toString();
  }

  private static String line(InputStream in) throws IOException {
    var line = new ByteArrayOutputStream();
    for (int next = in.read(); next >= 0; next = in.read()) {
      line.write(next);
      if (next == '\n') {
        break;
      }
    }
    return line.toString(ISO_8859_1);
  }

  private interface Work {
    void run() throws IOException;
  }

  /** A connection that breaks ends its thread, and nothing else. */
  private static void start(Work work) {
    var thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                System.getLogger(ApiProxy.class.getName())
                    .log(System.Logger.Level.DEBUG, "a connection ended", e);
              }
            });
    thread.setName("api-proxy-" + thread.getId());
    thread.setDaemon(true);
    thread.start();
  }
}
