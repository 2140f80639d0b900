package io.github.perconapg.internal.outlet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretNamesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dbPassword",
        "PGPASSWORD",
        "passwd",
        "apiKey",
        "licenseKey",
        "licence_key",
        "dsn",
        "cache.dsn",
        "pin",
        "userPin",
        "GITHUB_PAT",
        "pat",
        "credentials",
        "private-key",
        "AWS_SECRET_ACCESS_KEY",
        "clientSecret",
        "sshKey",
        "env[DB_PASSWORD].value",
        "auth.token",
        "encryptionKey",
        "passphrase"
      })
  void secret(String name) {
    assertThat(SecretNames.isSecret(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pinned",
        "path",
        "pattern",
        "patch",
        "key",
        "topologyKey",
        "secretName",
        "imagePullSecrets",
        "existingSecret",
        "passwordFile",
        "tokenExpirationSeconds",
        "secretKeyRef",
        "credentialsSecret",
        "opinion",
        "logLevel",
        "compat"
      })
  void notSecret(String name) {
    assertThat(SecretNames.isSecret(name)).isFalse();
  }
}
