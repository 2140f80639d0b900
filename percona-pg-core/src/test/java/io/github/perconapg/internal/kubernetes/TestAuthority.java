package io.github.perconapg.internal.kubernetes;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/**
 * A certificate authority for tests: writes X.509 certificates (RFC 5280) byte by byte, since the
 * JDK has no public way to make one and a keytool process for each would take most of the tests'
 * time.
 */
public final class TestAuthority {

  private static final byte[] ECDSA_SHA256 =
      tlv(0x30, oid(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02));
  private static final byte[] COMMON_NAME = oid(0x55, 0x04, 0x03);
  private static final byte[] ALTERNATIVE_NAMES = oid(0x55, 0x1d, 0x11);
  private static final byte[] BASIC_CONSTRAINTS = oid(0x55, 0x1d, 0x13);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

  private final String name;
  private final KeyPair keys = keys();
  private final X509Certificate certificate;
  private long serial = 1;

  /** A certificate with its key. */
  public record Issued(X509Certificate certificate, PrivateKey key) {

    /**
     * What a server needs to present it.
     *
     * @param clients judge the certificates of clients; none where those have no certificates
     */
    public SSLContext tls(TrustManager... clients) {
      try {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("server", key, new char[0], new Certificate[] {certificate});
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, new char[0]);
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), clients, null);
        return context;
      } catch (GeneralSecurityException | IOException e) {
        throw new IllegalStateException(e);
      }
    }

    public String certificatePem() {
      return pem("CERTIFICATE", encoded(certificate));
    }

    public String keyPem() {
      return pem("PRIVATE KEY", key.getEncoded());
    }
  }

  /** Makes its key. */
  public TestAuthority(String name) {
    this.name = name;
    var constraints =
        tlv(
            0x30,
            BASIC_CONSTRAINTS,
            tlv(0x01, new byte[] {(byte) 0xff}),
            tlv(0x04, tlv(0x30, tlv(0x01, new byte[] {(byte) 0xff}))));
    this.certificate = sign(name, keys, constraints, Duration.ofDays(-1), Duration.ofDays(1));
  }

  /** The authority's own certificate. */
  public String pem() {
    return pem("CERTIFICATE", encoded(certificate));
  }

  /** A certificate for a server with these names, or for a client when there are none. */
  public Issued issue(String subject, String... names) {
    return issue(subject, Duration.ofDays(-1), Duration.ofDays(1), names);
  }

  /** A certificate that is valid from and to a time counted from now. */
  Issued issue(String subject, Duration from, Duration to, String... names) {
    var own = keys();
    return new Issued(sign(subject, own, alternatives(names), from, to), own.getPrivate());
  }

  /** A key as OpenSSL writes it by default for elliptic curves (SEC 1), made of a PKCS#8 one. */
  static String sec1Pem(PrivateKey key) {
    var scalar = ((java.security.interfaces.ECPrivateKey) key).getS().toByteArray();
    var octets = new byte[32];
    var from = Math.max(0, scalar.length - 32);
    System.arraycopy(scalar, from, octets, 32 - (scalar.length - from), scalar.length - from);
    var curve = tlv(0xa0, oid(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07));
    return pem("EC PRIVATE KEY", tlv(0x30, integer(1), tlv(0x04, octets), curve));
  }

  static String pem(String type, byte[] der) {
    var base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + type + "-----\n" + base64 + "\n-----END " + type + "-----\n";
  }

  private X509Certificate sign(
      String subject, KeyPair own, byte[] extension, Duration from, Duration to) {
    var validity = tlv(0x30, time(from), time(to));
    var body =
        tlv(
            0x30,
            tlv(0xa0, integer(2)),
            integer(serial++),
            ECDSA_SHA256,
            distinguished(name),
            validity,
            distinguished(subject),
            own.getPublic().getEncoded(),
            extension.length == 0 ? extension : tlv(0xa3, tlv(0x30, extension)));
    try {
      var signer = Signature.getInstance("SHA256withECDSA");
      signer.initSign(keys.getPrivate());
      signer.update(body);
      var der = tlv(0x30, body, ECDSA_SHA256, tlv(0x03, new byte[] {0}, signer.sign()));
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair keys() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] alternatives(String... names) {
    var encoded = new ByteArrayOutputStream();
    for (var name : names) {
      encoded.writeBytes(
          Character.isDigit(name.charAt(0))
              ? tlv(0x87, address(name))
              : tlv(0x82, name.getBytes(StandardCharsets.US_ASCII)));
    }
    return names.length == 0
        ? new byte[0]
        : tlv(0x30, ALTERNATIVE_NAMES, tlv(0x04, tlv(0x30, encoded.toByteArray())));
  }

  private static byte[] address(String literal) {
    try {
      return InetAddress.getByName(literal).getAddress();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static byte[] distinguished(String name) {
    var text = tlv(0x0c, name.getBytes(StandardCharsets.UTF_8));
    return tlv(0x30, tlv(0x31, tlv(0x30, COMMON_NAME, text)));
  }

  private static byte[] time(Duration fromNow) {
    return tlv(0x18, TIME.format(Instant.now().plus(fromNow)).getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] integer(long value) {
    return tlv(0x02, BigInteger.valueOf(value).toByteArray());
  }

  private static byte[] oid(int... octets) {
    var bytes = new byte[octets.length];
    for (var i = 0; i < octets.length; i++) {
      bytes[i] = (byte) octets[i];
    }
    return tlv(0x06, bytes);
  }

  private static byte[] tlv(int tag, byte[]... parts) {
    var content = new ByteArrayOutputStream();
    List.of(parts).forEach(content::writeBytes);
    var out = new ByteArrayOutputStream();
    out.write(tag);
    if (content.size() < 0x80) {
      out.write(content.size());
    } else if (content.size() < 0x100) {
      out.write(0x81);
      out.write(content.size());
    } else {
      out.write(0x82);
      out.write(content.size() >> 8);
      out.write(content.size());
    }
    out.writeBytes(content.toByteArray());
    return out.toByteArray();
  }

  private static byte[] encoded(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
