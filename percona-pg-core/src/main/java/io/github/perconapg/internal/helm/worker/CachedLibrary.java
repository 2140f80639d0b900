package io.github.perconapg.internal.helm.worker;

import com.marcnuri.helm.jni.HelmLib;
import com.marcnuri.helm.jni.NativeLibrary;
import com.sun.jna.Native;

/**
 * Loads Helm's library from where the caller unpacked and checked it, instead of unpacking 98 MB at
 * every start. Found by a services file that exists in the worker's private folder only, so that no
 * other user of helm-java meets it.
 */
public final class CachedLibrary implements NativeLibrary {

  /** System property with the library's absolute path. */
  public static final String PATH = "percona-pg.library";

  /** Called by the service loader. */
  public CachedLibrary() {}

  @Override
  public String getBinaryName() {
    return System.getProperty(PATH, "");
  }

  @Override
  public HelmLib load() {
    return Native.load(getBinaryName(), HelmLib.class);
  }
}
