package io.github.perconapg.internal.kubeconfig;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Certificates and private keys in the PEM forms that kubeconfigs hold: PKCS#8 (RFC 5958), PKCS#1
 * for RSA (RFC 8017) and SEC 1 for elliptic curves (RFC 5915). The last two are wrapped into
 * PKCS#8, the only form that the JDK reads.
 */
public final class Pem {

  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");
  private static final byte[] VERSION_0 = {0x02, 0x01, 0x00};
  // AlgorithmIdentifier rsaEncryption with its NULL parameters.
  private static final byte[] RSA = {
    0x30,
    0x0d,
    0x06,
    0x09,
    0x2a,
    (byte) 0x86,
    0x48,
    (byte) 0x86,
    (byte) 0xf7,
    0x0d,
    0x01,
    0x01,
    0x01,
    0x05,
    0x00
  };
  // Object identifier id-ecPublicKey.
  private static final byte[] EC = {
    0x06, 0x07, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 0x02, 0x01
  };

  private Pem() {}

  /**
   * All certificates, in order.
   *
   * @throws IllegalArgumentException when there is none, or one cannot be read
   */
  public static List<X509Certificate> certificates(String pem) {
    var certificates = new ArrayList<X509Certificate>();
    try {
      var factory = CertificateFactory.getInstance("X.509");
      var block = BLOCK.matcher(pem);
      while (block.find()) {
        if (block.group(1).endsWith("CERTIFICATE")) {
          var der = new ByteArrayInputStream(decode(block.group(2)));
          certificates.add((X509Certificate) factory.generateCertificate(der));
        }
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("it holds a certificate that cannot be read", e);
    }
    if (certificates.isEmpty()) {
      throw new IllegalArgumentException("it holds no certificate in PEM form");
    }
    return certificates;
  }

  /**
   * The first private key.
   *
   * @throws IllegalArgumentException when there is none, or it is of a form that cannot be read
   */
  static PrivateKey privateKey(String pem) {
    var block = BLOCK.matcher(pem);
    while (block.find()) {
      var der = decode(block.group(2));
      var key =
          switch (block.group(1)) {
            case "PRIVATE KEY" -> parse(der, "RSA", "EC", "EdDSA");
            case "RSA PRIVATE KEY" -> parse(tlv(0x30, VERSION_0, RSA, tlv(0x04, der)), "RSA");
            case "EC PRIVATE KEY" ->
                parse(tlv(0x30, VERSION_0, tlv(0x30, EC, curve(der)), tlv(0x04, der)), "EC");
            case "ENCRYPTED PRIVATE KEY" ->
                throw new IllegalArgumentException("its private key is encrypted");
            // "EC PARAMETERS" and certificates may stand before the key.
            default -> null;
          };
      if (key != null) {
        return key;
      }
    }
    throw new IllegalArgumentException("it holds no private key in a known PEM form");
  }

  /** The text as a kubeconfig's {@code -data} field. */
  public static String base64(String pem) {
    return Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.UTF_8));
  }

  private static PrivateKey parse(byte[] pkcs8, String... algorithms) {
    for (var algorithm : algorithms) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      } catch (GeneralSecurityException e) {
        // Not of this algorithm; the next one is tried.
      }
    }
    throw new IllegalArgumentException("its private key cannot be read");
  }

  /** The curve's object identifier: the content of [0], which follows version and key. */
  private static byte[] curve(byte[] sec1) {
    try {
      var der = ByteBuffer.wrap(sec1);
      enter(der, 0x30);
      skip(der, 0x02);
      skip(der, 0x04);
      var curve = new byte[enter(der, 0xa0)];
      der.get(curve);
      return curve;
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("its private key is cut short");
    }
  }

  private static void skip(ByteBuffer der, int tag) {
    der.get(new byte[enter(der, tag)]);
  }

  /** Reads a DER header and returns the length of what follows. */
  private static int enter(ByteBuffer der, int tag) {
    if ((der.get() & 0xff) != tag) {
      throw new IllegalArgumentException("its private key does not name its curve");
    }
    var length = der.get() & 0xff;
    if (length > 0x82) {
      throw new IllegalArgumentException("its private key is of an unknown form");
    }
    if (length < 0x80) {
      return length;
    }
    return length == 0x81 ? der.get() & 0xff : der.getShort() & 0xffff;
  }

  private static byte[] tlv(int tag, byte[]... parts) {
    var content = new ByteArrayOutputStream();
    for (var part : parts) {
      content.writeBytes(part);
    }
    var length = content.size();
    var out = new ByteArrayOutputStream();
    out.write(tag);
    if (length < 0x80) {
      out.write(length);
    } else {
      var octets = length > 0xffff ? 3 : length > 0xff ? 2 : 1;
      out.write(0x80 | octets);
      for (var shift = (octets - 1) * 8; shift >= 0; shift -= 8) {
        out.write(length >> shift);
      }
    }
    out.writeBytes(content.toByteArray());
    return out.toByteArray();
  }

  private static byte[] decode(String base64) {
    try {
      return Base64.getDecoder().decode(base64.replaceAll("\\s", ""));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("it holds a block that is not base64");
    }
  }
}
