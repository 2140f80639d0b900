package io.github.perconapg.internal.outlet;

import io.github.perconapg.event.Event;
import io.github.perconapg.event.EventListener;
import io.github.perconapg.model.CheckResult;
import io.github.perconapg.model.DeployResult;
import io.github.perconapg.model.DestroyResult;
import io.github.perconapg.model.FieldChange;
import io.github.perconapg.model.Revision;
import io.github.perconapg.model.Step;
import io.github.perconapg.model.VerifyReport;
import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.Problem;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What leaves a run passes here: each text is redacted and escaped. It holds no state but its
 * redactor, and what has passed may pass again.
 *
 * @param redactor knows the secrets of the run
 */
public record Outlet(Redactor redactor) {

  /** A text of one line. */
  public String line(String text) {
    return Escape.line(redactor.text(text));
  }

  /** A text that may have several lines. */
  public String text(String text) {
    return Escape.lines(redactor.text(text));
  }

  /** A list of texts that may have several lines each. */
  public List<String> texts(List<String> texts) {
    return texts.stream().map(this::text).toList();
  }

  /** A list of texts of one line each. */
  public List<String> lines(List<String> texts) {
    return texts.stream().map(this::line).toList();
  }

  /** A problem. */
  public Problem problem(Problem problem) {
    return new Problem(
        problem.code(),
        text(problem.summary()),
        texts(problem.facts()),
        text(problem.remedy()),
        problem.evidence());
  }

  /** Several problems. */
  public List<Problem> problems(List<Problem> problems) {
    return problems.stream().map(this::problem).toList();
  }

  /** A field: where one side of it is a secret, so is the other. */
  public FieldChange field(FieldChange field) {
    var before = value(field.before());
    var after = value(field.after());
    var secret = SecretNames.MASK.equals(before) || SecretNames.MASK.equals(after);
    return new FieldChange(
        line(field.path()),
        secret && before != null ? SecretNames.MASK : before,
        secret && after != null ? SecretNames.MASK : after);
  }

  private @Nullable String value(@Nullable String value) {
    return value == null ? null : Escape.line(redactor.value(value));
  }

  /**
   * Carries something out, and cleans the exception that it throws.
   *
   * @return what it returned, as it is
   */
  public <T> T guard(Supplier<T> work) {
    try {
      return work.get();
    } catch (RuntimeException e) {
      throw thrown(e);
    }
  }

  /** As {@link #guard(Supplier)}, for what returns nothing. */
  public void guard(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      throw thrown(e);
    }
  }

  /** An exception; the same one when there was nothing to clean in it and in its causes. */
  public RuntimeException thrown(RuntimeException thrown) {
    if (thrown instanceof PerconaPgException failure) {
      return exception(failure);
    }
    return CleanException.of(thrown, this) instanceof RuntimeException clean ? clean : thrown;
  }

  /** An error of any kind; the same one when there was nothing to clean in it and in its causes. */
  public Throwable cause(Throwable error) {
    return error instanceof RuntimeException thrown
        ? thrown(thrown)
        : CleanException.of(error, this);
  }

  /** An exception of this library; the same one when there was nothing to clean. */
  public PerconaPgException exception(PerconaPgException failure) {
    var problems = problems(failure.problems());
    var cause = failure.getCause() == null ? null : CleanException.of(failure.getCause(), this);
    if (problems.equals(failure.problems()) && cause == failure.getCause()) {
      return failure;
    }
    var clean = new PerconaPgException(problems, cause);
    clean.setStackTrace(failure.getStackTrace());
    for (var suppressed : failure.getSuppressed()) {
      clean.addSuppressed(CleanException.of(suppressed, this));
    }
    return clean;
  }

  /** A listener that is told everything clean. */
  public EventListener listener(EventListener listener) {
    return event -> listener.on(event(event));
  }

  /** An event. */
  public Event event(Event event) {
    if (event instanceof Event.RequestSent sent) {
      return new Event.RequestSent(
          sent.method(), line(sent.path()), sent.status(), sent.duration());
    }
    if (event instanceof Event.TargetResolved target) {
      return new Event.TargetResolved(
          line(target.name()), line(target.server()), line(target.identity()));
    }
    if (event instanceof Event.Planned planned) {
      return new Event.Planned(lines(planned.changes()));
    }
    if (event instanceof Event.StepStarted started) {
      return new Event.StepStarted(started.step(), line(started.what()));
    }
    if (event instanceof Event.Waiting waiting) {
      return new Event.Waiting(
          waiting.step(), lines(waiting.waitingFor()), waiting.since(), waiting.left());
    }
    if (event instanceof Event.StepFinished finished) {
      return new Event.StepFinished(step(finished.step()));
    }
    if (event instanceof Event.LeaseReleased released) {
      return new Event.LeaseReleased(line(released.lease()), line(released.holder()));
    }
    return event instanceof Event.Warned warned ? new Event.Warned(text(warned.message())) : event;
  }

  /** Returns what a deploy came to. */
  public DeployResult result(DeployResult result) {
    var steps = steps(result.steps());
    var notes = texts(result.notes());
    if (result instanceof DeployResult.Installed) {
      return new DeployResult.Installed(result.outputs(), steps, notes);
    }
    if (result instanceof DeployResult.Upgraded) {
      return new DeployResult.Upgraded(result.outputs(), steps, notes);
    }
    return result instanceof DeployResult.RolledBack back
        ? new DeployResult.RolledBack(back.outputs(), back.restored(), steps, notes)
        : new DeployResult.Unchanged(result.outputs(), steps, notes);
  }

  /** Returns what a destroy came to. */
  public DestroyResult result(DestroyResult result) {
    return result instanceof DestroyResult.Destroyed destroyed
        ? new DestroyResult.Destroyed(steps(destroyed.steps()), texts(destroyed.kept()))
        : new DestroyResult.Absent(texts(((DestroyResult.Absent) result).kept()));
  }

  /** Returns what verify found. */
  public VerifyReport report(VerifyReport report) {
    return new VerifyReport(report.checks().stream().map(this::check).toList());
  }

  /** The revisions of a release. */
  public List<Revision> history(List<Revision> history) {
    return history.stream().map(this::revision).toList();
  }

  private CheckResult check(CheckResult check) {
    return new CheckResult(
        check.check(),
        check.outcome(),
        line(check.summary()),
        texts(check.facts()),
        check.remedy() == null ? null : text(check.remedy()),
        check.duration());
  }

  private Revision revision(Revision revision) {
    return new Revision(
        revision.revision(),
        line(revision.deployedAt()),
        line(revision.status()),
        line(revision.chartVersion()),
        line(revision.operatorVersion()),
        revision.ours(),
        revision.proven(),
        revision.values().stream().map(this::field).toList(),
        line(revision.description()));
  }

  private List<Step> steps(List<Step> steps) {
    return steps.stream().map(this::step).toList();
  }

  private Step step(Step step) {
    return new Step(step.name(), line(step.outcome()), step.duration());
  }
}
