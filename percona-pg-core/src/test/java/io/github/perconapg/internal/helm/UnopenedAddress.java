package io.github.perconapg.internal.helm;

import java.io.IOException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;

/** Lets a test make an address of any form, which then must not be opened. */
final class UnopenedAddress extends URLStreamHandler {

  @Override
  protected URLConnection openConnection(URL url) throws IOException {
    throw new IOException("opened " + url);
  }

  @Override
  protected void parseURL(URL url, String spec, int start, int limit) {
    setURL(url, url.getProtocol(), null, -1, null, null, spec.substring(start, limit), null, null);
  }
}
