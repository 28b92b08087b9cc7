package dev.jpm.mirror.http;

import org.jspecify.annotations.Nullable;

/** Who turned out to be calling; logs tell it when the call is over. */
public final class Caller {
  private volatile @Nullable String person;
  private volatile boolean keptOut;
  private volatile boolean changed;

  public void is(String name) {
    person = name;
  }

  /** Null where nobody is known, or nobody had to be. */
  public @Nullable String person() {
    return person;
  }

  /** Tells that they have changed something, whatever the method is. */
  public void change() {
    changed = true;
  }

  public boolean changed() {
    return changed;
  }

  /** Tells that they are answered as if there were nothing. */
  public void keepOut() {
    keptOut = true;
  }

  /** Whether there was something that they may not see. */
  public boolean keptOut() {
    return keptOut;
  }
}
