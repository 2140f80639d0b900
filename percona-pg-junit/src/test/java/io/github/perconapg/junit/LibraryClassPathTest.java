package io.github.perconapg.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.http.HttpClient;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/** What a user of the library gets with it; this module is one, and leaves nothing out itself. */
class LibraryClassPathTest {

  @Test
  void hasOneHttpClientAndItIsTheJdks() {
    assertThat(ServiceLoader.load(HttpClient.Factory.class))
        .extracting(factory -> factory.getClass().getName())
        .containsExactly("io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory");
  }

  @Test
  void hasNothingOfVertxAndNetty() {
    var jars =
        List.of(System.getProperty("java.class.path").split(File.pathSeparator, -1)).stream()
            .map(entry -> Path.of(entry).getFileName().toString())
            .toList();
    assertThat(jars)
        .anyMatch(name -> name.startsWith("kubernetes-client-7"))
        .noneMatch(name -> name.contains("vertx") || name.contains("netty"));
  }
}
