package io.github.perconapg.release;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SecretsTest {

  @Test
  void removesEachCredentialOfAKubeconfig() {
    var secrets = new Secrets();
    secrets.learn(
        """
        users:
        - name: joe
          user: {token: canary1, password: canary2, client-key-data: canary3}
        - name: jim
          user: {client-certificate-data: canary4, username: jim}
        """);
    assertThat(secrets.remove("canary1 canary2 canary3 canary4 jim"))
        .isEqualTo("*** *** *** *** jim");
  }

  @Test
  void leavesTextAloneWhenThereIsNone() {
    var secrets = new Secrets();
    secrets.learn("users: [{name: joe, user: {token: \"\"}}]");
    assertThat(secrets.remove("all of it")).isEqualTo("all of it");
  }
}
