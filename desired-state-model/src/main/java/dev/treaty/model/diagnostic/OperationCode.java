package dev.treaty.model.diagnostic;

/** The codes of what goes wrong with repositories, clusters and runs; their files are in order. */
public enum OperationCode implements ExplainedCode {
  ODD_PATH(
      "TR0601",
      "A path in the repository is not possible",
      "A path holds control characters, a backslash, or a name that some system cannot hold.",
      "Rename the file."),
  TOO_DEEP(
      "TR0602",
      "A folder lies too deep",
      "Folders are read up to a depth that no project needs.",
      "Move the folder up, or say with --path where the project is."),
  LINK(
      "TR0603",
      "A link stands where a file should",
      "Links could lead out of the repository, so none is followed.",
      "Put the file itself there."),
  SUBMODULE(
      "TR0604",
      "A submodule stands where a folder should",
      "What a submodule holds is not part of the commit.",
      "Put the files themselves there."),
  ODD_FILE(
      "TR0605",
      "Something is neither file nor folder",
      "A pipe, a socket or a device stands in the project.",
      "Remove it."),
  FILE_TOO_LARGE(
      "TR0606",
      "A file is too large to be read",
      "A project's files are read whole, so their size is limited.",
      "Split the file, or take it out of the project."),
  PROJECT_TOO_LARGE(
      "TR0607",
      "The project is too large to be read",
      "The number and the size of a project's files are limited.",
      "Split the project, or say with --path which folder it is."),
  NO_SUCH_FOLDER(
      "TR0608",
      "The commit has no such folder",
      "The folder that --path names is not in the commit.",
      "Correct the path or the revision."),
  BAD_REPOSITORY(
      "TR0609",
      "The repository's address is not possible",
      "A repository is a path, or an https:// or ssh:// URL without a password.",
      "Correct the address; credentials stand in the environment."),
  REPOSITORY_FAILED(
      "TR0610",
      "The repository cannot be read",
      "It does not answer, refuses the credentials, or lacks the branch or commit.",
      "Look at the message; the next try may succeed."),
  CLUSTERS_FILE_UNREADABLE(
      "TR0611",
      "The clusters file cannot be read",
      "The file that --clusters or TREATY_CLUSTERS names is not there or not readable.",
      "Correct the path or the file's permissions."),
  UNREADABLE_FILE(
      "TR0612",
      "A file cannot be read",
      "The file is not there, is no plain file, or may not be read.",
      "Correct the path or the file's permissions."),
  CONNECTION_SETTINGS(
      "TR0701",
      "A cluster's connection cannot be set up",
      "A certificate or key of the clusters file cannot be used, or the address is impossible.",
      "Correct what the message names."),
  CONFLICT(
      "TR0702",
      "A live object stands in the way",
      "An object of this name exists and is not this project's.",
      "Adopt it, remove it, or choose another name."),
  CLUSTER_UNREADABLE(
      "TR0703",
      "A cluster cannot be read whole",
      "It does not answer, or refuses to show something; nothing is changed there.",
      "See to the cluster or to the token's rights, then run again."),
  DRIFT(
      "TR0704",
      "Live state left what was applied",
      "Somebody changed an object of this project by another way.",
      "Apply again, or write the change into the repository."),
  SAVED_PLAN(
      "TR0705",
      "The saved plan cannot be used",
      "The file is damaged, of another version, or about clusters that are not bound.",
      "Plan again."),
  WRITE_FAILED(
      "TR0706",
      "A write failed",
      "The cluster refused the write or did not answer.",
      "Look at the message, then apply again: what is done stays done."),
  NOT_CONVERGED(
      "TR0707",
      "Applied, but not yet in effect",
      "What was written did not come into effect in time, at a peer for example.",
      "Look at the address named; apply again to go on waiting."),
  DATA_FOLDER(
      "TR0708",
      "The data folder cannot be used",
      "The folder of --data-dir cannot be made, written or locked.",
      "Correct the path or its permissions, and see that only one run uses it."),
  STATUS_ADDRESS(
      "TR0709",
      "The status address cannot be used",
      "The address of --http is impossible or taken.",
      "Choose another.");

  private final String id;
  private final String title;
  private final String cause;
  private final String mend;

  OperationCode(String id, String title, String cause, String mend) {
    this.id = id;
    this.title = title;
    this.cause = cause;
    this.mend = mend;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public String cause() {
    return cause;
  }

  @Override
  public String mend() {
    return mend;
  }
}
