package io.github.perconapg.internal.chart;

import io.github.perconapg.internal.outlet.Redactor;
import io.github.perconapg.model.DesiredState;
import io.github.perconapg.model.Environment;
import io.github.perconapg.model.HttpSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The way from a chart reference to a verified local chart. What is kept in {@link
 * Environment#cache} may be used by several processes at a time. Not safe for use by several
 * threads.
 */
public final class Charts {

  private static final ChartSource LOCAL =
      reference -> {
        var path = ((ChartReference.Local) reference).path();
        return new ChartSource.Fetched(path, path.toString());
      };

  private final ChartReader reader;
  private final RepositorySource remote;
  private final OciSource registries;

  /**
   * Does nothing yet; no request is sent before a chart needs one. Where proxy credentials are
   * given, make this object before any other use of the JDK's HTTP client: see {@link
   * HttpSettings#proxyCredentials}.
   *
   * @param environment where the cache is
   * @param http how charts are fetched
   */
  public Charts(Environment environment, HttpSettings http) {
    this(environment, http, new Redactor());
  }

  /**
   * As {@link #Charts(Environment, HttpSettings)}.
   *
   * @param redactor is told the passwords among the settings
   */
  public Charts(Environment environment, HttpSettings http, Redactor redactor) {
    ChartServers.teach(http, redactor);
    var cache = new PrivateCache(CacheFolder.of(environment).path().resolve("charts"));
    this.reader = new ChartReader(cache);
    var archives = new ChartCache(cache);
    var fetcher = new HttpFetcher(http);
    this.registries = new OciSource(fetcher, http, archives);
    this.remote = new RepositorySource(fetcher, http, archives, registries);
  }

  /** The chart that a desired state names. */
  public Chart resolve(DesiredState desired) {
    var reference = ChartReference.of(desired);
    return read(reference, verified(reference, desired.chartSha256()));
  }

  /** The other versions of the chart that a desired state names. */
  public ChartSeries series(DesiredState desired) {
    return new ChartSeries(ChartReference.of(desired), this, remote, registries);
  }

  /**
   * Fetches, reads and checks a chart.
   *
   * @throws io.github.perconapg.problem.PerconaPgException chart-… when it cannot be had or used
   */
  public Chart resolve(ChartReference reference) {
    return read(reference, fetch(reference));
  }

  /**
   * Fetches and checks a packed chart, as it is.
   *
   * @param sha256 the digest that it must have, in hex; null when any will do
   * @return where it is on this machine; not to be changed there
   * @throws io.github.perconapg.problem.PerconaPgException option-invalid when the reference is a
   *     folder, which has no digest; chart-… when it cannot be had or used
   */
  public Packed packed(ChartReference reference, @Nullable String sha256) {
    var fetched = verified(reference, sha256);
    if (Files.isDirectory(fetched.path())) {
      throw ChartProblems.folder(fetched.origin(), "it is on this machine already");
    }
    return new Packed(fetched.path(), sha256(fetched), read(reference, fetched));
  }

  /**
   * A chart as one file.
   *
   * @param file a {@code .tgz}
   * @param sha256 its digest in lower-case hex
   * @param chart what is in it
   */
  public record Packed(Path file, String sha256, Chart chart) {}

  private ChartSource.Fetched verified(ChartReference reference, @Nullable String wanted) {
    var fetched = fetch(reference);
    if (wanted != null) {
      if (Files.isDirectory(fetched.path())) {
        throw ChartProblems.folder(fetched.origin(), "a folder has no SHA-256 to compare");
      }
      var actual = sha256(fetched);
      if (!actual.equals(wanted.toLowerCase(Locale.ROOT))) {
        throw ChartProblems.otherDigest(fetched.origin(), wanted, actual);
      }
    }
    return fetched;
  }

  private static String sha256(ChartSource.Fetched fetched) {
    try {
      return Sha256.of(Files.readAllBytes(fetched.path()));
    } catch (IOException e) {
      throw ChartProblems.unreadable(fetched.path(), e);
    }
  }

  private ChartSource.Fetched fetch(ChartReference reference) {
    if (reference instanceof ChartReference.Local local && !Files.exists(local.path())) {
      throw HelmHabits.absent(local.path());
    }
    var source =
        reference instanceof ChartReference.Local
            ? LOCAL
            : reference instanceof ChartReference.Oci ? registries : remote;
    return source.fetch(reference);
  }

  private Chart read(ChartReference reference, ChartSource.Fetched fetched) {
    var chart = reader.read(fetched.path(), fetched.origin());
    var isAsked =
        reference instanceof ChartReference.Repository r
            ? is(chart, r.name(), r.version())
            : !(reference instanceof ChartReference.Oci o) || is(chart, o.name(), o.version());
    if (!isAsked) {
      throw ChartProblems.invalid(
          fetched.origin(), "its archive holds " + chart.name() + " " + chart.version());
    }
    return chart;
  }

  private static boolean is(Chart chart, String name, String version) {
    return chart.name().equals(name) && SemVer.same(chart.version(), version);
  }
}
