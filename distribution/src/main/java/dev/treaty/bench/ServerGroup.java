package dev.treaty.bench;

import dev.treaty.lab.ChildProcess;
import dev.treaty.lab.LabFailure;
import dev.treaty.lab.Member;
import dev.treaty.lab.Patience;
import dev.treaty.lab.Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Several servers of one cluster, each a process of its own on this machine. */
final class ServerGroup implements AutoCloseable {

  private static final int SIZE = 3;
  private static final Pattern VOTER = Pattern.compile("\"Voter\":\\s*true");

  private final String kind;
  private final Server server;
  private final Path home;
  private final Patience patience;
  private final List<Member> members = Member.of(SIZE);
  private final List<ChildProcess> processes = new ArrayList<>();

  private ServerGroup(String kind, Server server, Path home, Patience patience) {
    this.kind = kind;
    this.server = server;
    this.home = home;
    this.patience = patience;
  }

  /** Starts them and waits until all of them vote and know their leader. */
  static ServerGroup start(
      String kind, Server server, String name, Path folder, Patience patience) {
    ServerGroup group = new ServerGroup(kind, server, folder.resolve(kind + "-" + name), patience);
    try {
      group.members.forEach(member -> group.processes.add(group.launch(member)));
      group.awaitWhole();
      return group;
    } catch (RuntimeException e) {
      group.close();
      throw e;
    }
  }

  private ChildProcess launch(Member member) {
    Path own = home.resolve(member.node());
    try {
      Files.createDirectories(own);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> command = server.prepareMember(member, own);
    return ChildProcess.start(kind + "-" + member.node(), command, own.resolve("agent.log"));
  }

  /** Waits until every server votes and knows the leader, and the leader takes writes. */
  void awaitWhole() {
    patience.until(
        SIZE + " servers vote (" + home + ")",
        () ->
            areAlive()
                && members.stream().allMatch(member -> voters(member) == SIZE)
                && leader().isPresent());
    patience.until("a write is taken", () -> isWritten(members.get(leader().orElse(0)), "whole"));
    // A server that was away must have caught up before another one may go.
    members.forEach(member ->
        patience.until(
            member.node() + " has caught up",
            () ->
                text(member, "/v1/config/service-defaults/whole?stale")
                    .filter(body -> !body.isEmpty())
                    .isPresent()));
  }

  private boolean areAlive() {
    processes.forEach(process -> {
      if (!process.isAlive()) {
        throw new LabFailure(process.name() + " has ended, see " + process.log());
      }
    });
    return true;
  }

  private static long voters(Member member) {
    return text(member, "/v1/operator/raft/configuration")
        .map(body -> VOTER.matcher(body).results().count())
        .orElse(0L);
  }

  String kind() {
    return kind;
  }

  List<Member> members() {
    return members;
  }

  /** The number of the server that leads, if one does. */
  Optional<Integer> leader() {
    for (Member asked : members) {
      Matcher port =
          Pattern.compile(":(\\d+)\"").matcher(text(asked, "/v1/status/leader").orElse(""));
      if (port.find()) {
        int leads = Integer.parseInt(port.group(1));
        return IntStream.range(0, SIZE)
            .filter(i -> members.get(i).raft() == leads)
            .boxed()
            .findFirst();
      }
    }
    return Optional.empty();
  }

  /** Clients of whoever leads now. */
  Target atLeader() {
    patience.until("somebody leads (" + home + ")", () -> leader().isPresent());
    return new Target(kind, List.of(members.get(leader().orElse(0)).http()), pids());
  }

  /** Clients of all servers in equal parts. */
  Target everywhere() {
    return new Target(kind, members.stream().map(Member::http).toList(), pids());
  }

  private List<Long> pids() {
    return processes.stream().map(ChildProcess::pid).toList();
  }

  void kill(int number) {
    processes.get(number).kill();
  }

  /** Starts a server again on what it has stored, and waits until it is one of them again. */
  void relaunch(int number) {
    processes.set(number, launch(members.get(number)));
    awaitWhole();
  }

  /** Whether a write at that server was acknowledged. */
  static boolean isWritten(Member member, String name) {
    String body = "{\"Kind\":\"service-defaults\",\"Name\":\"" + name + "\",\"Protocol\":\"http\"}";
    try (RawConnection connection = new RawConnection(member.http())) {
      return connection.exchange(RawConnection.request("PUT", "/v1/config", body)) == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private static Optional<String> text(Member member, String path) {
    try (RawConnection connection = new RawConnection(member.http())) {
      return connection.read(RawConnection.request("GET", path, ""));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    processes.forEach(ChildProcess::kill);
  }
}
