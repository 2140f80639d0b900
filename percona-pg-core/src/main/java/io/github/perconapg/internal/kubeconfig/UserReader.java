package io.github.perconapg.internal.kubeconfig;

import io.github.perconapg.model.Environment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the user entry of a kubeconfig: each form of credential becomes one, or is refused. */
final class UserReader {

  private static final Set<String> EXEC_VERSIONS =
      Set.of("client.authentication.k8s.io/v1", "client.authentication.k8s.io/v1beta1");

  private final Environment environment;
  private final ClusterEntry cluster;
  private final String user;

  /**
   * @param cluster the cluster to log in to, for exec plugins
   * @param user the user's name, for messages
   */
  UserReader(Environment environment, ClusterEntry cluster, String user) {
    this.environment = environment;
    this.cluster = cluster;
    this.user = user;
  }

  /**
   * The credential; one without anything when the entry is empty. As in client-go a token file wins
   * over a token, and a plugin runs only where neither a token nor a password is given.
   */
  Credential credential(EntryFields fields) {
    if (fields.node("auth-provider") != null) {
      throw KubeconfigReader.unsupported(
          fields.position(),
          "auth-provider",
          "Kubernetes removed it in 1.26; log in again with a current tool, which writes an exec"
              + " entry");
    }
    var certificate = certificate(fields);
    var tokenFile = fields.file("tokenFile");
    var token = fields.text("token");
    var name = fields.text("username");
    var password = fields.text("password");
    if ((token != null || tokenFile != null) && name != null) {
      throw fields.error("this user has both a token and a password");
    }
    if (tokenFile != null) {
      return new TokenFile(tokenFile, certificate);
    }
    if (token != null) {
      return StaticCredential.token(certificate, sendable("token", token.strip(), fields));
    }
    if (name != null) {
      return StaticCredential.password(certificate, name, password == null ? "" : password);
    }
    var exec = fields.node("exec");
    if (exec != null) {
      return new ExecCredential(exec(fields.in(exec)), environment.clock());
    }
    return StaticCredential.certificate(certificate);
  }

  /** Who to act as, or null. */
  @Nullable Impersonation impersonation(EntryFields fields) {
    var as = fields.text("as");
    var uid = fields.text("as-uid");
    var groups = fields.texts("as-groups");
    var extra = new LinkedHashMap<String, List<String>>();
    var given = fields.node("as-user-extra");
    if (given != null) {
      given
          .fields()
          .forEach(
              (key, values) ->
                  extra.put(key, values.items().stream().map(YamlNode::text).toList()));
    }
    for (var value :
        Stream.concat(groups.stream(), extra.values().stream().flatMap(List::stream)).toList()) {
      sendable("a value of as-groups or as-user-extra", value, fields);
    }
    if (uid != null) {
      sendable("as-uid", uid, fields);
    }
    if (as != null) {
      sendable("as", as, fields);
      return new Impersonation(as, uid, groups, extra);
    }
    if (uid != null || !groups.isEmpty() || !extra.isEmpty()) {
      throw fields.error("as-uid, as-groups and as-user-extra need \"as\", the user to act as");
    }
    return null;
  }

  private static String sendable(String name, String value, EntryFields fields) {
    var objection = HeaderText.objection(value);
    if (objection != null) {
      throw fields.error(name + " " + objection);
    }
    return value;
  }

  private static @Nullable ClientCertificate certificate(EntryFields fields) {
    var chain = fields.content("client-certificate");
    var key = fields.content("client-key");
    if (chain == null && key == null) {
      return null;
    }
    if (chain == null || key == null) {
      throw fields.error("a client certificate needs both client-certificate and client-key");
    }
    try {
      return ClientCertificate.of(chain, key);
    } catch (IllegalArgumentException e) {
      throw fields.error("the client certificate is not usable: " + e.getMessage());
    }
  }

  private ExecPlugin exec(EntryFields fields) {
    if (fields.folder() == null) {
      throw KubeconfigReader.unsupported(
          fields.position(),
          "exec",
          "a kubeconfig inside another document runs no command; put it into a file of its own");
    }
    var command = fields.text("command");
    var version = fields.text("apiVersion");
    if (command == null || version == null) {
      throw fields.error("exec needs command and apiVersion");
    }
    if (!EXEC_VERSIONS.contains(version)) {
      throw KubeconfigReader.unsupported(
          fields.position(), "the exec protocol " + version, "only v1 and v1beta1 are");
    }
    if ("Always".equals(fields.text("interactiveMode"))) {
      throw KubeconfigReader.unsupported(
          fields.position(),
          "interactiveMode: Always",
          "the plugin " + command + " wants a terminal and there is none");
    }
    var hasFolder = command.contains("/") || command.contains(java.io.File.separator);
    return new ExecPlugin(
        new ExecPlugin.Spec(
            hasFolder ? fields.folder().resolve(command).normalize().toString() : command,
            fields.texts("args"),
            variables(fields),
            version,
            fields.flag("provideClusterInfo"),
            fields.text("installHint"),
            user),
        environment.variables(),
        cluster);
  }

  private static Map<String, String> variables(EntryFields fields) {
    var variables = new LinkedHashMap<String, String>();
    var env = fields.node("env");
    for (var item : env == null ? List.<YamlNode>of() : env.items()) {
      var name = item.fields().get("name");
      var value = item.fields().get("value");
      if (name == null || value == null) {
        throw item.error("a variable needs \"name\" and \"value\"");
      }
      variables.put(name.text(), value.text());
    }
    return variables;
  }
}
