package dev.treaty.tests.history;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Looks for one order of the operations on each key that explains every answer and contradicts no
 * client's clock (Wing and Gong's search, with Lowe's memory of states already tried).
 *
 * <p>An operation without an answer may stand anywhere after its call, or nowhere.
 */
public final class LinearizabilityChecker {

  /**
   * Why a history cannot be explained.
   *
   * @param explained the longest order that was found
   * @param next the operations that could have come next, none of which fits
   */
  public record Contradiction(String key, List<Operation> explained, List<Operation> next) {

    @Override
    public String toString() {
      List<Operation> tail =
          explained.subList(Math.max(0, explained.size() - 12), explained.size());
      return "%s: %d operations are explained, ending with%n  %s%nand then none of these fits:%n  %s"
          .formatted(key, explained.size(), lines(tail), lines(next));
    }

    private static String lines(List<Operation> operations) {
      return String.join("\n  ", operations.stream().map(Operation::toString).toList());
    }
  }

  private final Map<String, Long> indexes;
  private final List<Operation> operations;
  private final Entry head = new Entry(-1, false);
  private List<Operation> longest = List.of();
  private List<Operation> stuckAt = List.of();

  private LinearizabilityChecker(List<Operation> operations, Map<String, Long> indexes) {
    this.operations = operations;
    this.indexes = indexes;
    link();
  }

  /**
   * Nothing if every key's operations can be explained, else the first contradiction.
   *
   * @param indexes the modify index that each value was seen with; empty to leave them out
   */
  public static Optional<Contradiction> check(List<Operation> history, Map<String, Long> indexes) {
    Map<String, List<Operation>> byKey = new LinkedHashMap<>();
    for (Operation operation : history) {
      byKey.computeIfAbsent(operation.key(), key -> new ArrayList<>()).add(operation);
    }
    for (Map.Entry<String, List<Operation>> one : byKey.entrySet()) {
      LinearizabilityChecker checker = new LinearizabilityChecker(one.getValue(), indexes);
      if (!checker.search()) {
        return Optional.of(new Contradiction(one.getKey(), checker.longest, checker.stuckAt));
      }
    }
    return Optional.empty();
  }

  /** A call or a return, in the order in which they happened. */
  private static final class Entry {
    final int operation;
    final boolean isCall;
    Entry before = this;
    Entry after = this;
    Entry partner = this;

    Entry(int operation, boolean isCall) {
      this.operation = operation;
      this.isCall = isCall;
    }

    void insertBefore(Entry next) {
      before = next.before;
      after = next;
      before.after = this;
      after.before = this;
    }

    void unlink() {
      before.after = after;
      after.before = before;
    }

    void relink() {
      before.after = this;
      after.before = this;
    }
  }

  private record Event(long time, boolean isCall, Entry entry) {}

  private void link() {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < operations.size(); i++) {
      Entry call = new Entry(i, true);
      events.add(new Event(operations.get(i).called(), true, call));
      if (!operations.get(i).isOpen()) {
        Entry returned = new Entry(i, false);
        call.partner = returned;
        events.add(new Event(operations.get(i).returned(), false, returned));
      }
    }
    // A call and a return in the same instant may have overlapped.
    events.sort(Comparator.comparingLong(Event::time).thenComparing(event -> !event.isCall()));
    events.forEach(event -> event.entry().insertBefore(head));
  }

  private record Tried(BitSet done, Register register) {}

  private record Step(Entry call, Register before) {}

  @SuppressWarnings("ReferenceEquality") // the list's entries are themselves
  private boolean search() {
    long answered = operations.stream().filter(operation -> !operation.isOpen()).count();
    Set<Tried> tried = new HashSet<>();
    Deque<Step> steps = new ArrayDeque<>();
    BitSet done = new BitSet(operations.size());
    Register register = Register.EMPTY;
    Entry at = head.after;
    while (answered > 0) {
      if (at != head && at.isCall) {
        Operation operation = operations.get(at.operation);
        Optional<Register> next = register.after(operation, indexes);
        if (next.isPresent() && isNew(tried, done, at.operation, next.get())) {
          steps.push(new Step(at, register));
          register = next.get();
          done.set(at.operation);
          take(at);
          answered -= operation.isOpen() ? 0 : 1;
          at = head.after;
        } else {
          at = at.after;
        }
        continue;
      }
      // A return: its operation had to come before, and nothing that may come now fits.
      note(steps, at);
      if (steps.isEmpty()) {
        return false;
      }
      Step last = steps.pop();
      register = last.before();
      done.clear(last.call().operation);
      giveBack(last.call());
      answered += operations.get(last.call().operation).isOpen() ? 0 : 1;
      at = last.call().after;
    }
    return true;
  }

  private static boolean isNew(Set<Tried> tried, BitSet done, int operation, Register register) {
    BitSet with = (BitSet) done.clone();
    with.set(operation);
    return tried.add(new Tried(with, register));
  }

  @SuppressWarnings("ReferenceEquality")
  private static void take(Entry call) {
    call.unlink();
    if (call.partner != call) {
      call.partner.unlink();
    }
  }

  @SuppressWarnings("ReferenceEquality")
  private static void giveBack(Entry call) {
    if (call.partner != call) {
      call.partner.relink();
    }
    call.relink();
  }

  @SuppressWarnings("ReferenceEquality")
  private void note(Deque<Step> steps, Entry end) {
    if (steps.size() < longest.size() || (steps.isEmpty() && !stuckAt.isEmpty())) {
      return;
    }
    List<Operation> order = new ArrayList<>();
    steps.descendingIterator().forEachRemaining(s -> order.add(operations.get(s.call().operation)));
    List<Operation> next = new ArrayList<>();
    for (Entry entry = head.after; entry != end && entry != head; entry = entry.after) {
      if (entry.isCall) {
        next.add(operations.get(entry.operation));
      }
    }
    longest = order;
    stuckAt = next;
  }
}
