package dev.treaty.git;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.eclipse.jgit.errors.RepositoryNotFoundException;

/** Sorts what JGit throws; its texts are kept, secrets are not. */
final class GitFailures {
  private GitFailures() {}

  static GitFailure of(IOException thrown, GitUrl url, GitAccess access) {
    GitFailure.Cause cause = cause(thrown);
    String said = message(thrown);
    String detail =
        switch (cause) {
          case AUTHENTICATION -> "the credentials are missing or were refused";
          case HOST_KEY -> "the host's key is not among the known hosts";
          case MISSING_REPOSITORY -> "there is no such repository";
          case MISSING_REVISION -> "it has no such branch";
          case TIMEOUT -> "no answer in time";
          case TLS, NETWORK, DAMAGED, OTHER -> redact(said, url, access);
        };
    return new GitFailure(cause, url + ": " + detail);
  }

  private static GitFailure.Cause cause(IOException thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      switch (t) {
        case SSLException e -> {
          return GitFailure.Cause.TLS;
        }
        case UnknownHostException e -> {
          return GitFailure.Cause.NETWORK;
        }
        case ConnectException e -> {
          return GitFailure.Cause.NETWORK;
        }
        case SocketTimeoutException e -> {
          return GitFailure.Cause.TIMEOUT;
        }
        case CorruptObjectException e -> {
          return GitFailure.Cause.DAMAGED;
        }
        case MissingObjectException e -> {
          return GitFailure.Cause.DAMAGED;
        }
        case RepositoryNotFoundException e -> {
          return GitFailure.Cause.MISSING_REPOSITORY;
        }
        case NoRemoteRepositoryException e -> {
          return GitFailure.Cause.MISSING_REPOSITORY;
        }
        default -> {
          Optional<GitFailure.Cause> told = byText(message(t));
          if (told.isPresent()) {
            return told.get();
          }
        }
      }
    }
    return GitFailure.Cause.OTHER;
  }

  /** Some of JGit's failures differ by their text only. */
  private static Optional<GitFailure.Cause> byText(String message) {
    String text = message.toLowerCase(Locale.ROOT);
    if (text.contains("not authorized")
        || text.contains("authentication is required")
        || text.contains("no more authentication methods")
        || text.contains("auth fail")
        || text.contains("not permitted")) {
      return Optional.of(GitFailure.Cause.AUTHENTICATION);
    }
    if (text.contains("server key did not validate")) {
      return Optional.of(GitFailure.Cause.HOST_KEY);
    }
    if (text.contains("remote does not have")) {
      return Optional.of(GitFailure.Cause.MISSING_REVISION);
    }
    return Optional.empty();
  }

  private static String message(Throwable thrown) {
    return Optional.ofNullable(thrown.getMessage()).orElse(thrown.getClass().getSimpleName());
  }

  private static String redact(String text, GitUrl url, GitAccess access) {
    String clean = text;
    for (Optional<GitSecret> secret : java.util.List.of(url.password(), access.password())) {
      if (secret.isPresent() && !secret.get().reveal().isEmpty()) {
        clean = clean.replace(secret.get().reveal(), "(sensitive value)");
      }
    }
    return PathRules.shown(clean);
  }
}
