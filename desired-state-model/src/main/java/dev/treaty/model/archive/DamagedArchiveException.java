package dev.treaty.model.archive;

import java.io.IOException;

/** What was read is no whole and undamaged archive; the message is for the user. */
public final class DamagedArchiveException extends IOException {

  private static final long serialVersionUID = 1L;

  public DamagedArchiveException(String message) {
    super(message);
  }
}
