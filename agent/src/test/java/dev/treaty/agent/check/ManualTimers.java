package dev.treaty.agent.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A scheduler whose time passes only when told to, on the thread that tells. */
public final class ManualTimers extends ScheduledThreadPoolExecutor {

  private final List<Task> tasks = new ArrayList<>();
  private long now;

  public ManualTimers() {
    super(1);
  }

  private final class Task extends FutureTask<Object> implements RunnableScheduledFuture<Object> {
    private final long due;

    Task(Runnable run, long due) {
      super(run, null);
      this.due = due;
    }

    @Override
    public boolean isPeriodic() {
      return false;
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(due - now, TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
    }
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
    Task task = new Task(command, now + unit.toNanos(delay));
    tasks.add(task);
    return task;
  }

  /** Lets so much time pass and runs what falls due, in order. */
  public void pass(Duration duration) {
    long end = now + duration.toNanos();
    while (true) {
      tasks.removeIf(FutureTask::isDone);
      Task next = tasks.stream().min(Comparator.comparingLong(task -> task.due)).orElse(null);
      if (next == null || next.due > end) {
        now = end;
        return;
      }
      now = Math.max(now, next.due);
      tasks.remove(next);
      next.run();
    }
  }
}
