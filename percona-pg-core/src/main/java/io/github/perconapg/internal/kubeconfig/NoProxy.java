package io.github.perconapg.internal.kubeconfig;

import java.math.BigInteger;
import java.net.IDN;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The servers that {@code NO_PROXY} reaches directly, by the rules that Go's {@code
 * golang.org/x/net/http/httpproxy} documents and kubectl therefore follows: a comma-separated list
 * of addresses, networks, domains and {@code *}, each but a network with a port if it has one. A
 * domain means its subdomains too; one with a leading {@code .} or {@code *.} only these.
 */
final class NoProxy {

  private static final Pattern IPV4 =
      Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!$)|$)){4}");
  private static final Pattern IPV6 = Pattern.compile("[0-9a-f:.]*:[0-9a-f:.]*");
  private static final Pattern PORT = Pattern.compile("(\\[[^\\]]*]|[^:\\[\\]]*):(\\d*)");

  /** An entry of the list. */
  private interface Entry {
    boolean covers(String host, @Nullable InetAddress address, int port);
  }

  private final List<Entry> entries = new ArrayList<>();

  /**
   * Reads the list.
   *
   * @param list the variable's value; empty for none
   */
  NoProxy(String list) {
    for (var part : list.split(",", -1)) {
      add(part.strip().toLowerCase(Locale.ROOT));
    }
  }

  /**
   * Tells whether a server is reached directly; this machine itself always is.
   *
   * @param host a name, or an address, in brackets if it is an IPv6 one
   * @param port its port
   */
  boolean covers(String host, int port) {
    var name = unbracketed(host.strip().toLowerCase(Locale.ROOT));
    var address = address(name);
    return name.equals("localhost")
        || (address != null && address.isLoopbackAddress())
        || entries.stream().anyMatch(entry -> entry.covers(name, address, port));
  }

  private void add(String part) {
    if (part.isEmpty()) {
      return;
    }
    if (part.equals("*")) {
      entries.add((host, address, port) -> true);
      return;
    }
    var slash = part.indexOf('/');
    var network = slash < 0 ? null : address(part.substring(0, slash));
    if (network != null && part.substring(slash + 1).matches("\\d{1,3}")) {
      var bits = Integer.parseInt(part.substring(slash + 1));
      entries.add((host, address, port) -> address != null && contains(network, bits, address));
      return;
    }
    var withPort = PORT.matcher(part);
    var host = withPort.matches() ? unbracketed(withPort.group(1)) : unbracketed(part);
    var only = withPort.matches() ? withPort.group(2) : "";
    var address = address(host);
    if (address != null) {
      entries.add((name, other, port) -> address.equals(other) && isPort(only, port));
    } else if (!host.isEmpty()) {
      domain(host.startsWith("*.") ? host.substring(1) : host, only);
    }
  }

  private void domain(String named, String only) {
    var itself = !named.startsWith(".");
    var suffix = "." + ascii(itself ? named : named.substring(1));
    entries.add(
        (host, address, port) ->
            (host.endsWith(suffix) || (itself && host.equals(suffix.substring(1))))
                && isPort(only, port));
  }

  private static boolean isPort(String only, int port) {
    return only.isEmpty() || only.equals(Integer.toString(port));
  }

  private static String ascii(String name) {
    try {
      return IDN.toASCII(name);
    } catch (IllegalArgumentException e) {
      return name; // matches nothing that has a name
    }
  }

  private static String unbracketed(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  /** The address that a text is, without asking for a name; null for any other text. */
  private static @Nullable InetAddress address(String text) {
    if (!IPV4.matcher(text).matches() && !IPV6.matcher(text).matches()) {
      return null;
    }
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      return null; // colons that make no address
    }
  }

  private static boolean contains(InetAddress network, int bits, InetAddress address) {
    var length = network.getAddress().length * Byte.SIZE;
    if (bits > length || address.getAddress().length * Byte.SIZE != length) {
      return false;
    }
    var rest = length - bits;
    return number(network).shiftRight(rest).equals(number(address).shiftRight(rest));
  }

  private static BigInteger number(InetAddress address) {
    return new BigInteger(1, address.getAddress());
  }
}
