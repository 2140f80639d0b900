package io.github.perconapg;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.perconapg.junit.PerconaPgExtension;
import io.github.perconapg.junit.PerconaPgOperator;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The public API is what can be reached from its entries by public signatures. It stands in
 * api.txt, so that a change of it shows in a review.
 */
class PublicApiTest {

  private static final String BASE = "io.github.perconapg.";
  private static final Path FILE = Path.of("..", "api.txt");
  private static final String WRITE = "percona-pg.api.write";

  private static final List<Class<?>> LIBRARY = List.of(PerconaPg.class, Manifest.class);
  private static final List<Class<?>> JUNIT =
      List.of(PerconaPgOperator.class, PerconaPgExtension.class);

  @Test
  void theApiIsTheOneOfTheFile() throws IOException {
    var entries = Stream.concat(LIBRARY.stream(), JUNIT.stream()).toList();
    var text = reachable(entries).stream().map(PublicApiTest::shown).collect(Collectors.joining());
    if (Boolean.getBoolean(WRITE)) {
      Files.writeString(FILE, text);
    }
    assertThat(FILE)
        .as("if it is meant to change: mvn -pl percona-pg-junit -am test -D%s=true", WRITE)
        .content()
        .isEqualTo(text);
  }

  /** Who uses the library need not know, nor have on a class path, what it is made of. */
  @Test
  void theLibrarysApiIsMadeOfOwnAndJdkTypesOnly() {
    var foreign =
        reachable(LIBRARY).stream()
            .flatMap(type -> signatureTypes(type).map(used -> type + " -> " + used.getName()))
            .filter(line -> !line.contains("-> java.") && !line.contains("-> " + BASE))
            .toList();
    assertThat(foreign).isEmpty();
  }

  private static Set<Class<?>> reachable(List<Class<?>> entries) {
    var seen = new TreeSet<Class<?>>(Comparator.comparing(Class::getName));
    Deque<Class<?>> open = new ArrayDeque<>(entries);
    while (!open.isEmpty()) {
      var type = open.pop();
      if (type.getName().startsWith(BASE) && seen.add(type)) {
        signatureTypes(type).forEach(open::push);
      }
    }
    return seen;
  }

  private static String shown(Class<?> type) {
    var bounds =
        Stream.concat(
                Stream.ofNullable(type.getGenericSuperclass()),
                Arrays.stream(type.getGenericInterfaces()))
            .map(Type::getTypeName)
            .filter(name -> !name.startsWith("java.lang."))
            .collect(Collectors.joining(", "));
    var head = type.toGenericString() + (bounds.isEmpty() ? "" : " is " + bounds);
    return members(type)
        .map(member -> "  " + (member instanceof Field f ? f.toGenericString() : shown(member)))
        .sorted()
        .collect(Collectors.joining("\n", head + "\n", "\n\n"));
  }

  private static String shown(Member member) {
    return ((Executable) member).toGenericString();
  }

  private static Stream<Member> members(Class<?> type) {
    return Stream.of(
            type.getDeclaredConstructors(), type.getDeclaredMethods(), type.getDeclaredFields())
        .flatMap(Arrays::<Member>stream)
        .filter(member -> (member.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0)
        .filter(member -> !member.isSynthetic());
  }

  private static Stream<Class<?>> signatureTypes(Class<?> type) {
    var types =
        members(type)
            .flatMap(
                member ->
                    member instanceof Field field
                        ? Stream.of(field.getGenericType())
                        : typesOf((Executable) member));
    var kin =
        Stream.of(
                Stream.<Type>ofNullable(type.getGenericSuperclass()),
                Arrays.<Type>stream(type.getGenericInterfaces()),
                Stream.<Type>ofNullable(type.getDeclaringClass()),
                type.isSealed() ? Arrays.<Type>stream(type.getPermittedSubclasses()) : none())
            .flatMap(each -> each);
    return Stream.concat(types, kin).flatMap(PublicApiTest::classes);
  }

  private static Stream<Type> none() {
    return Stream.empty();
  }

  private static Stream<Type> typesOf(Executable member) {
    var result =
        member instanceof Constructor<?>
            ? none()
            : Stream.of(((Method) member).getGenericReturnType());
    return Stream.of(
            result,
            Arrays.stream(member.getGenericParameterTypes()),
            Arrays.stream(member.getGenericExceptionTypes()))
        .flatMap(each -> each);
  }

  private static Stream<Class<?>> classes(Type type) {
    if (type instanceof Class<?> c) {
      var element = c.isArray() ? c.getComponentType() : c;
      return element.isPrimitive() ? Stream.empty() : Stream.of(element);
    }
    if (type instanceof ParameterizedType p) {
      return Stream.concat(
          classes(p.getRawType()),
          Arrays.stream(p.getActualTypeArguments()).flatMap(PublicApiTest::classes));
    }
    if (type instanceof WildcardType w) {
      return Arrays.stream(w.getUpperBounds()).flatMap(PublicApiTest::classes);
    }
    return type instanceof GenericArrayType a
        ? classes(a.getGenericComponentType())
        : Stream.empty();
  }
}
