package dev.jpm.mirror.upstream;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.Call;
import okhttp3.EventListener;

/** Calls that have not ended, those too of which the body still comes. */
final class CallsUnderWay extends EventListener {
  private final Set<Call> calls = ConcurrentHashMap.newKeySet();

  @Override
  public void callStart(Call call) {
    calls.add(call);
  }

  @Override
  public void callEnd(Call call) {
    calls.remove(call);
  }

  @Override
  public void callFailed(Call call, IOException failure) {
    calls.remove(call);
  }

  void cancel() {
    calls.forEach(Call::cancel);
  }
}
