package io.github.perconapg.internal.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import build.buf.validate.FieldRules;
import build.buf.validate.Ignore;
import build.buf.validate.ValidateProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import io.github.perconapg.proto.PerconaPostgresqlOperatorStackInput;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The schema")
class SchemaTest {

  @Test
  void saysFieldByFieldWhatTheProtocolBufferFilesSay() {
    compare(Schema.STACK_INPUT, PerconaPostgresqlOperatorStackInput.getDescriptor());
  }

  private static void compare(Message message, Descriptor descriptor) {
    assertThat(message.name).isEqualTo(descriptor.getName());
    assertThat(message.names())
        .as("fields of %s", message)
        .isEqualTo(descriptor.getFields().stream().map(FieldDescriptor::getJsonName).toList());
    for (int i = 0; i < message.fields.size(); i++) {
      compare(message.fields.get(i), descriptor.getFields().get(i), message);
    }
  }

  private static void compare(Field field, FieldDescriptor declared, Message message) {
    var name = message + "." + field.name;
    assertThat(field.type).as("type of %s", name).isIn(types(declared));
    assertThat(message.lookup(declared.getName())).as("proto name of %s", name).contains(field);
    if (field.type == Field.Type.CHOICE) {
      assertThat(declared.getEnumType().getValues().stream().skip(1).map(Object::toString))
          .as("choices of %s", name)
          .isEqualTo(field.choices);
    }
    if (field.message != null) {
      compare(field.message, declared.getMessageType());
    }
    var rules = declared.getOptions().getExtension(ValidateProto.field);
    boolean isConstant = rules.getString().hasConst();
    assertThat(field.required).as("required %s", name).isEqualTo(rules.getRequired() || isConstant);
    compare(field, rules, declared, name);
  }

  private static void compare(
      Field field, FieldRules rules, FieldDescriptor declared, String name) {
    var text = rules.getString();
    boolean anyText = text.hasConst() || text.hasPattern() || text.hasMinLen();
    assertThat(field.rule != null).as("rule of %s", name).isEqualTo(anyText);
    if (field.rule == null) {
      return;
    }
    if (text.hasPattern()) {
      assertThat("^" + field.rule.pattern + "$")
          .as("pattern of %s", name)
          .isEqualTo(text.getPattern());
    }
    if (text.hasConst()) {
      assertThat(field.rule.accepts(text.getConst())).as("constant of %s", name).isTrue();
    }
    assertThat(field.rule.maxLength())
        .as("length of %s", name)
        .isEqualTo(text.hasMaxLen() ? (int) text.getMaxLen() : Integer.MAX_VALUE);
    assertThat(field.rule.emptyIsAbsent)
        .as("empty %s", name)
        .isEqualTo(
            rules.getIgnore() == Ignore.IGNORE_IF_ZERO_VALUE
                || (rules.getRequired() && !declared.hasPresence()));
  }

  private static List<Field.Type> types(FieldDescriptor declared) {
    if (declared.isMapField()) {
      return List.of(Field.Type.MAP);
    }
    if (declared.isRepeated()) {
      return List.of(Field.Type.LIST);
    }
    return switch (declared.getJavaType()) {
      case MESSAGE -> List.of(Field.Type.MESSAGE);
      case ENUM -> List.of(Field.Type.CHOICE);
      case BOOLEAN -> List.of(Field.Type.BOOL);
      default -> {
        assertThat(declared.getJavaType()).isEqualTo(JavaType.STRING);
        yield List.of(Field.Type.TEXT, Field.Type.QUANTITY);
      }
    };
  }
}
