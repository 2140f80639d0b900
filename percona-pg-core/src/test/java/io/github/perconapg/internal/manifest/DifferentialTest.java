package io.github.perconapg.internal.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import build.buf.protovalidate.Validator;
import build.buf.protovalidate.ValidatorFactory;
import build.buf.validate.FieldPathElement;
import build.buf.validate.Violation;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.github.perconapg.Manifest;
import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.proto.PerconaPostgresqlOperatorStackInput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Judges random documents twice: by the rules in plain Java, and by protovalidate on the message
 * that protocol buffers' own JSON reader makes of the same text, defaults filled in.
 */
@DisplayName("The rules in Java and those in the .proto files")
class DifferentialTest {

  private static final int DOCUMENTS = 1_500;
  private static final long SEED = 838;

  private final Validator validator = ValidatorFactory.newBuilder().build();

  @Test
  void agreeOnEveryDocumentAndOnEveryFieldPath() throws Exception {
    var random = new RandomDocuments(new Random(SEED));
    int invalid = 0;
    var paths = new TreeSet<String>();
    for (int i = 0; i < DOCUMENTS; i++) {
      var json = random.next();
      var message = message(json);
      var violated = violatedPaths(message);
      assertThat(foundPaths(json)).as("document %d: %s", i, json).isEqualTo(violated);
      invalid += violated.isEmpty() ? 0 : 1;
      paths.addAll(violated);
      if (violated.isEmpty()) {
        assertThat(Messages.of(Manifest.parse(json, "m")))
            .as("document %d: %s", i, json)
            .isEqualTo(Messages.withDefaults(message));
      }
    }
    assertThat(invalid).as("invalid documents").isBetween(DOCUMENTS / 4, DOCUMENTS * 9 / 10);
    assertThat(paths).as("fields that were found wrong").hasSizeGreaterThan(25);
  }

  private static PerconaPostgresqlOperatorStackInput message(String json)
      throws InvalidProtocolBufferException {
    var builder = PerconaPostgresqlOperatorStackInput.newBuilder();
    JsonFormat.parser().merge(json, builder);
    return builder.build();
  }

  private Set<String> violatedPaths(PerconaPostgresqlOperatorStackInput message) throws Exception {
    var paths = new TreeSet<String>();
    for (var violation :
        validator.validate(Messages.withDefaults(message)).toProto().getViolationsList()) {
      paths.addAll(paths(violation));
    }
    return paths;
  }

  /** The paths of a violation, in the names of a manifest. */
  private static List<String> paths(Violation violation) {
    var names = new ArrayList<String>();
    for (var element : violation.getField().getElementsList()) {
      // The path of a oneof ends in the oneof's own name, which a manifest does not have.
      if (element.getFieldNumber() != 0) {
        names.add(jsonName(element));
      }
    }
    var path = String.join(".", names);
    return switch (violation.getRuleId()) {
      case "resources.requests_within_limits" ->
          Arrays.stream(violation.getMessage().split(", ", -1))
              .map(part -> path + "." + part.substring(0, part.indexOf(' ')))
              .toList();
      case "provider_config.gcp_gke_given" -> List.of(path + ".gcpGke");
      case "provider_config.digital_ocean_doks_given" -> List.of(path + ".digitalOceanDoks");
      default -> List.of(path);
    };
  }

  private static String jsonName(FieldPathElement element) {
    return Messages.jsonName(element.getFieldName());
  }

  private static Set<String> foundPaths(String json) {
    try {
      assertThat(Manifest.parse(json, "m")).isNotNull();
      return Set.of();
    } catch (PerconaPgException e) {
      return e.problems().stream()
          .map(DifferentialTest::path)
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static String path(Problem problem) {
    var path =
        problem.facts().stream()
            .filter(fact -> fact.startsWith("field: "))
            .map(fact -> fact.substring("field: ".length()))
            .findFirst()
            .orElseThrow(() -> new AssertionError("not a rule: " + problem.render()));
    var summary = problem.summary();
    if (summary.contains("does not belong to provider")) {
      // In the .proto file this is a rule of the whole message.
      return path.substring(0, path.lastIndexOf('.'));
    }
    // A limit below the default request is named where the manifest says something: at the limit.
    return summary.contains("is below") ? path.replace(".limits.", ".requests.") : path;
  }
}
