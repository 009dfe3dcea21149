package dev.treaty.reconcile.apply;

import dev.treaty.diff.Change;

/** Told of each change as it goes; called from many threads. */
public interface ApplyListener {

  ApplyListener NONE =
      new ApplyListener() {
        @Override
        public void started(Change change) {}

        @Override
        public void finished(ChangeResult result) {}
      };

  void started(Change change);

  void finished(ChangeResult result);
}
