package io.github.perconapg.maven.render;

import io.github.perconapg.internal.outlet.PrivateFiles;
import io.github.perconapg.model.CheckResult;
import io.github.perconapg.model.CheckResult.Outcome;
import io.github.perconapg.model.VerifyReport;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * What verify found in the form in which surefire and JUnit report tests, which every build server
 * shows: a test case a check, in {@code TEST-percona-pg.verify.xml}. What cannot be told and what
 * was not run counts as skipped, with the reason.
 */
public final class JUnitFile {

  /** The file's name. */
  public static final String NAME = "TEST-percona-pg.verify.xml";

  private JUnitFile() {}

  /**
   * Writes the file.
   *
   * @param folder where it goes; created when needed
   */
  public static void write(Path folder, VerifyReport report) throws IOException {
    try {
      var out = new StringWriter();
      var xml = XMLOutputFactory.newInstance().createXMLStreamWriter(out);
      xml.writeStartDocument("UTF-8", "1.0");
      suite(xml, report.checks());
      xml.writeEndDocument();
      xml.close();
      PrivateFiles.write(folder.resolve(NAME), out.toString());
    } catch (XMLStreamException e) {
      throw new IOException(e);
    }
  }

  private static void suite(XMLStreamWriter xml, List<CheckResult> checks)
      throws XMLStreamException {
    var failed = checks.stream().filter(c -> c.outcome() == Outcome.FAILED).count();
    var passed = checks.stream().filter(c -> c.outcome() == Outcome.PASSED).count();
    var took = checks.stream().map(CheckResult::duration).reduce(Duration.ZERO, Duration::plus);
    xml.writeCharacters("\n");
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", "percona-pg.verify");
    xml.writeAttribute("tests", String.valueOf(checks.size()));
    xml.writeAttribute("failures", String.valueOf(failed));
    xml.writeAttribute("errors", "0");
    xml.writeAttribute("skipped", String.valueOf(checks.size() - failed - passed));
    xml.writeAttribute("time", seconds(took));
    for (var check : checks) {
      testCase(xml, check);
    }
    xml.writeCharacters("\n");
    xml.writeEndElement();
  }

  private static void testCase(XMLStreamWriter xml, CheckResult check) throws XMLStreamException {
    xml.writeCharacters("\n  ");
    xml.writeStartElement("testcase");
    xml.writeAttribute("name", check.name());
    xml.writeAttribute("classname", "percona-pg.verify." + check.check().category().id());
    xml.writeAttribute("time", seconds(check.duration()));
    if (check.outcome() == Outcome.FAILED) {
      xml.writeStartElement("failure");
      xml.writeAttribute("message", valid(check.summary()));
      xml.writeCharacters(valid(details(check)));
      xml.writeEndElement();
    } else if (check.outcome() != Outcome.PASSED) {
      xml.writeEmptyElement("skipped");
      xml.writeAttribute("message", valid(check.summary()));
    }
    xml.writeEndElement();
  }

  private static String details(CheckResult check) {
    var text = new StringBuilder();
    check.facts().forEach(fact -> text.append(fact).append('\n'));
    if (check.remedy() != null) {
      text.append("What to do: ").append(check.remedy()).append('\n');
    }
    return text.append("See ").append(check.check().page()).toString();
  }

  /** Without what XML 1.0 cannot hold at all, such as the colours of a log. */
  private static String valid(String text) {
    var valid = new StringBuilder();
    text.codePoints()
        .map(c -> c == '\t' || c == '\n' || (c >= 0x20 && c < 0xD800) || isAbove(c) ? c : '?')
        .forEach(valid::appendCodePoint);
    return valid.toString();
  }

  private static boolean isAbove(int c) {
    return (c >= 0xE000 && c <= 0xFFFD) || c >= 0x10000;
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.3f", duration.toMillis() / 1000.0);
  }
}
