package io.github.perconapg.internal.kubeconfig;

import io.github.perconapg.internal.outlet.Redactor;
import io.github.perconapg.internal.outlet.SecretNames;
import io.github.perconapg.internal.problem.Interruption;
import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One run of a credential plugin's process: bounded output, a deadline, nothing left behind. */
final class Command {

  private static final int OUTPUT_LIMIT = 1 << 20;
  private static final int COMPLAINT_LINES = 10;
  private static final Pattern TOKEN =
      Pattern.compile("[A-Za-z0-9_+=-]{20,}(\\.[A-Za-z0-9_+/=-]+)*");
  // A process that the plugin left behind can hold its output open.
  private static final int READ_SECONDS = 5;
  private static final Executor READERS =
      task -> {
        var thread = new Thread(task, "percona-pg-credential-plugin");
        thread.setDaemon(true);
        thread.start();
      };

  private final ExecPlugin.Spec spec;
  private final Map<String, String> variables;

  Command(ExecPlugin.Spec spec, Map<String, String> variables) {
    this.spec = spec;
    this.variables = variables;
  }

  /** Returns what it wrote to its standard output. */
  byte[] run(Duration timeout) {
    var line = new ArrayList<String>();
    line.add(executable().toString());
    line.addAll(spec.args());
    var builder = new ProcessBuilder(line);
    builder.environment().clear();
    builder.environment().putAll(variables);
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      throw failed("cannot be started", List.of(String.valueOf(e.getMessage())), remedy());
    }
    try {
      process.getOutputStream().close();
      var output = CompletableFuture.supplyAsync(() -> read(process.getInputStream()), READERS);
      var complaint = CompletableFuture.supplyAsync(() -> read(process.getErrorStream()), READERS);
      if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        throw failed(
            "did not end within " + timeout.toSeconds() + " s",
            List.of(),
            "Run it by hand; it may wait for a login that needs a terminal or a browser.");
      }
      if (process.exitValue() != 0) {
        throw failed(
            "ended with exit code " + process.exitValue(),
            complaint(complaint.get(READ_SECONDS, TimeUnit.SECONDS)),
            "Run the command by hand; often its login has to be renewed.");
      }
      return output.get(READ_SECONDS, TimeUnit.SECONDS);
    } catch (IOException | ExecutionException | TimeoutException e) {
      // Without the cause: the output must not reach any text.
      throw failed("ended, but its output cannot be read", List.of(), "Run the command by hand.");
    } catch (InterruptedException e) {
      throw Interruption.of(
          e,
          "The run was interrupted while the credential plugin " + spec.command() + " ran.",
          "Run it again.");
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private Path executable() {
    var command = spec.command();
    if (command.contains("/") || command.contains(File.separator)) {
      return Path.of(command);
    }
    var found = new CommandPath(variables.getOrDefault("PATH", ""), File.pathSeparator);
    return found.find(command).orElseThrow(() -> failed("is not on the PATH", List.of(), remedy()));
  }

  private String remedy() {
    var hint = spec.installHint();
    return hint == null ? "Install it, or use a kubeconfig that does not need it." : hint.strip();
  }

  /** The last lines of its complaint, without the values that the kubeconfig gave it. */
  private List<String> complaint(byte[] text) {
    var lines = new String(text, StandardCharsets.UTF_8).strip().lines().toList();
    var last = lines.subList(Math.max(0, lines.size() - COMPLAINT_LINES), lines.size());
    var given = given();
    return last.stream().map(given::text).map(Command::withoutTokens).toList();
  }

  /** The values that the kubeconfig gave it, and those of the caller's that are called secret. */
  private Redactor given() {
    var given = new Redactor();
    spec.env().values().forEach(given::learn);
    given.learnValues(variables);
    var arguments = spec.args();
    for (var i = 0; i < arguments.size(); i++) {
      var equals = arguments.get(i).indexOf('=');
      var name = arguments.get(i).substring(0, Math.max(0, equals));
      if (SecretNames.isSecret(name)) {
        given.learn(arguments.get(i).substring(equals + 1));
      } else if (equals < 0 && i + 1 < arguments.size() && SecretNames.isSecret(arguments.get(i))) {
        given.learn(arguments.get(i + 1));
      }
    }
    return given;
  }

  /** Returns what looks like a token: a long run without the signs that words and paths have. */
  private static String withoutTokens(String line) {
    return TOKEN.matcher(line).replaceAll(Matcher.quoteReplacement(SecretNames.MASK));
  }

  private static byte[] read(InputStream stream) {
    try (stream) {
      var kept = new ByteArrayOutputStream();
      var buffer = new byte[8192];
      for (var n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
        // Beyond the limit it is read and dropped, so that the plugin does not block.
        kept.write(buffer, 0, Math.min(n, OUTPUT_LIMIT - kept.size()));
      }
      return kept.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private PerconaPgException failed(String how, List<String> facts, String remedy) {
    return Problem.of(
            ProblemCode.EXEC_PLUGIN_FAILED,
            "The credential plugin %s of the user %s %s."
                .formatted(spec.command(), spec.user(), how),
            remedy)
        .facts(facts)
        .asException();
  }
}
