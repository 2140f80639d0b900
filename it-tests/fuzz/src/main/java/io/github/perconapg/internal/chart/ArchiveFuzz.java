package io.github.perconapg.internal.chart;

import io.github.perconapg.fuzz.Refusal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** A packed chart; the input is the archive before it is compressed. */
public final class ArchiveFuzz {

  private ArchiveFuzz() {}

  /** Called by Jazzer. */
  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new Fast(packed)) {
      gzip.write(input);
    }
    Refusal.orNone(() -> read(packed.toByteArray()));
    Refusal.orNone(() -> read(input));
  }

  private static void read(byte[] packed) {
    var files = new ChartFiles("fuzz");
    ChartArchive.read(packed, "fuzz", files, "", false);
    files.unpackSubcharts();
    ChartMetadata.of(files);
    ChartCrds.of(files);
  }

  private static final class Fast extends GZIPOutputStream {
    Fast(ByteArrayOutputStream out) throws IOException {
      super(out);
      def.setLevel(Deflater.NO_COMPRESSION);
    }
  }
}
