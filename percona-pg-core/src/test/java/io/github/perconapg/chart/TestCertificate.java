package io.github.perconapg.chart;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A fresh certificate for localhost, and hosts of example.com, that nobody trusts yet, made by the
 * JDK's keytool.
 *
 * @param server what a server needs to present it
 * @param bundle the certificate as a PEM file
 */
record TestCertificate(SSLContext server, Path bundle) {

  static TestCertificate in(Path folder)
      throws IOException, GeneralSecurityException, InterruptedException {
    var file = folder.resolve("server.p12");
    var password = "changeit";
    var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    var process =
        new ProcessBuilder(
                keytool,
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=percona-pg test",
                "-ext",
                "san=dns:localhost,ip:127.0.0.1,dns:*.example.com",
                "-ext",
                "bc:c",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-storepass",
                password,
                "-keystore",
                file.toString())
            .redirectErrorStream(true)
            .start();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IOException("keytool failed: " + output);
    }
    var store = KeyStore.getInstance(file.toFile(), password.toCharArray());
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, password.toCharArray());
    var context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    var encoder = Base64.getMimeEncoder(64, new byte[] {'\n'});
    var pem =
        "-----BEGIN CERTIFICATE-----\n"
            + encoder.encodeToString(store.getCertificate("server").getEncoded())
            + "\n-----END CERTIFICATE-----\n";
    return new TestCertificate(context, Files.writeString(folder.resolve("ca.pem"), pem));
  }
}
