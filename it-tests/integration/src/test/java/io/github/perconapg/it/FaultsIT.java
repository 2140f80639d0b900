package io.github.perconapg.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.perconapg.controlplane.ControlPlane;
import io.github.perconapg.controlplane.junit.WithControlPlane;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Something goes wrong at one request of a verb. Either the verb rides it out, or it fails with its
 * code and the next run ends as a clean one does; nothing of a user's is lost, no success is said
 * wrongly, nothing hangs. {@code mvn verify -Pfaults} plays every fault at every request.
 */
@WithControlPlane(own = true)
class FaultsIT {

  /** The tag of the whole matrix. */
  static final String FAULTS = "faults";

  /** The tag of the sample. */
  static final String SAMPLED = "faults-sample";

  private static final int LANES = 4;
  private static final int SAMPLE = 60;
  private static final long SEED = Long.getLong("faults.seed", 17);

  @TempDir Path folder;
  private final ControlPlane plane;
  private final KubernetesClient client;
  private final List<FaultOutcome> outcomes = Collections.synchronizedList(new ArrayList<>());

  FaultsIT(ControlPlane plane, KubernetesClient client) {
    this.plane = plane;
    this.client = client;
  }

  @Test
  @Tag(SAMPLED)
  void aSampleOfFaultsIsRiddenOutOrFailsCleanlyAndConverges() throws IOException {
    var each = SAMPLE / FaultCase.Verb.values().length;
    var taken = new EnumMap<FaultCase.Verb, Integer>(FaultCase.Verb.class);
    var sample = new ArrayList<FaultCase>();
    var restarts = 0;
    for (var one : matrix()) {
      // A restart has to be played alone, so that several would take long.
      var restart = one.fault() == FaultCase.Fault.RESTART;
      if (restart && restarts++ > 0) {
        continue;
      }
      if (taken.merge(one.verb(), 1, Integer::sum) <= each) {
        sample.add(one);
      }
    }
    check(sample);
  }

  /** {@code -Dfaults.verbs=DEPLOY,DESTROY} and {@code -Dfaults.cases=500} play a part of it. */
  @Test
  @Tag(FAULTS)
  void everyFaultAtEveryRequestIsRiddenOutOrFailsCleanlyAndConverges() throws IOException {
    var all = matrix();
    check(all.subList(0, Math.min(all.size(), Integer.getInteger("faults.cases", all.size()))));
  }

  /** All cases, in an order that the seed decides. */
  private List<FaultCase> matrix() throws IOException {
    var verbs = System.getProperty("faults.verbs", "");
    var all = new ArrayList<FaultCase>();
    for (var verb : FaultCase.Verb.values()) {
      if (verbs.isEmpty() || List.of(verbs.split(",")).contains(verb.name())) {
        try (var lane = new FaultLane(plane, client, folder)) {
          for (var request : lane.requests(verb)) {
            for (var fault : FaultCase.Fault.values()) {
              all.add(new FaultCase(verb, request, fault));
            }
          }
        }
      }
    }
    Collections.shuffle(all, new Random(SEED));
    return all;
  }

  private void check(List<FaultCase> cases) throws IOException {
    var restarts = cases.stream().filter(c -> c.fault() == FaultCase.Fault.RESTART).toList();
    // A server that restarts disturbs all that run beside.
    play(cases.stream().filter(c -> !restarts.contains(c)).toList(), LANES);
    play(restarts, 1);
    var report = report();
    Files.writeString(Files.createDirectories(Path.of("target")).resolve("faults.md"), report);
    System.getLogger(FaultsIT.class.getName()).log(System.Logger.Level.INFO, "\n{0}", report);
    assertThat(outcomes).filteredOn(outcome -> !outcome.kind().isGood()).isEmpty();
    assertThat(outcomes)
        .filteredOn(outcome -> outcome.kind() == FaultOutcome.Kind.NOT_REACHED)
        .hasSizeLessThan(cases.size() / 5);
  }

  private void play(List<FaultCase> cases, int lanes) {
    var left = new ConcurrentLinkedQueue<>(cases);
    var threads = Executors.newFixedThreadPool(lanes);
    try {
      CompletableFuture.allOf(
              IntStream.range(0, lanes)
                  .mapToObj(i -> CompletableFuture.runAsync(() -> lane(left), threads))
                  .toArray(CompletableFuture[]::new))
          .join();
    } finally {
      threads.shutdownNow();
    }
  }

  /** Each verb has a namespace of its own; one in which a case went wrong is not used again. */
  private void lane(Queue<FaultCase> left) {
    var lanes = new EnumMap<FaultCase.Verb, FaultLane>(FaultCase.Verb.class);
    try {
      for (var one = left.poll(); one != null; one = left.poll()) {
        var lane = lanes.get(one.verb());
        if (lane == null) {
          lane = new FaultLane(plane, client, folder);
          lanes.put(one.verb(), lane);
        }
        var outcome = lane.play(one);
        outcomes.add(outcome);
        if (!outcome.kind().isGood()) {
          lanes.remove(one.verb());
          lane.close();
        }
      }
      for (var lane : lanes.values()) {
        lane.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String report() {
    var text = new StringBuilder("| Fault | Cases |");
    Arrays.stream(FaultOutcome.Kind.values()).forEach(k -> text.append(" ").append(k).append(" |"));
    text.append("\n|---|---|").append("---|".repeat(FaultOutcome.Kind.values().length));
    for (var fault : FaultCase.Fault.values()) {
      row(text, fault.name(), outcomes.stream().filter(o -> o.of().fault() == fault).toList());
    }
    for (var verb : FaultCase.Verb.values()) {
      row(text, verb.name(), outcomes.stream().filter(o -> o.of().verb() == verb).toList());
    }
    row(text, "all", outcomes);
    text.append("\n\n");
    outcomes.stream()
        .filter(o -> o.kind() != FaultOutcome.Kind.RIDDEN_OUT)
        .map(FaultOutcome::toString)
        .sorted()
        .forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }

  private static void row(StringBuilder text, String name, List<FaultOutcome> outcomes) {
    Map<FaultOutcome.Kind, Long> counts =
        outcomes.stream().collect(Collectors.groupingBy(FaultOutcome::kind, Collectors.counting()));
    text.append("\n| ").append(name).append(" | ").append(outcomes.size()).append(" |");
    for (var kind : FaultOutcome.Kind.values()) {
      text.append(" ").append(counts.getOrDefault(kind, 0L)).append(" |");
    }
  }
}
