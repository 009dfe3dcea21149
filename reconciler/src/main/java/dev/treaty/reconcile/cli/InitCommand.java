package dev.treaty.reconcile.cli;

import dev.treaty.diff.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code treaty init}: a small project to begin with; never writes over what is there. */
@Command(
    name = "init",
    description = "Write a small project: treaty.hcl and a folder for each cluster.",
    sortOptions = false)
public final class InitCommand implements Callable<Integer> {
  private static final List<String> PROJECT_FILES =
      List.of("treaty.hcl", "treaty.yaml", "treaty.yml");

  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "DIR",
      description = "the project's folder (default: this one)")
  Path folder = Path.of(".");

  @Option(
      names = "--cluster",
      paramLabel = "NAME",
      description = "a cluster's name, once for each (default: cluster-01 and cluster-02)")
  List<String> clusters = List.of("cluster-01", "cluster-02");

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "explain this command")
  boolean help;

  @Override
  public Integer call() {
    for (String cluster : clusters) {
      if (!cluster.matches("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?") || cluster.equals("peering")) {
        throw new ParameterException(
            spec.commandLine(), "'" + cluster + "' is no name for a cluster");
      }
    }
    if (new HashSet<>(clusters).size() < clusters.size()) {
      throw new ParameterException(spec.commandLine(), "a cluster is named twice");
    }
    PrintWriter err = spec.commandLine().getErr();
    try {
      for (String name : PROJECT_FILES) {
        if (Files.exists(folder.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
          throw new FileAlreadyExistsException(folder.resolve(name).toString());
        }
      }
      write();
    } catch (FileAlreadyExistsException e) {
      err.println(e.getMessage() + " exists; nothing was overwritten");
      err.flush();
      return ExitCode.NO_DESIRED_STATE.number();
    } catch (IOException e) {
      err.println("the project could not be written: " + e.getMessage());
      err.flush();
      return ExitCode.NO_DESIRED_STATE.number();
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println("Wrote " + folder.resolve("treaty.hcl") + ". Next: treaty validate -C " + folder);
    out.flush();
    return ExitCode.OK.number();
  }

  private void write() throws IOException {
    Files.createDirectories(folder);
    for (String cluster : clusters) {
      Path its = Files.createDirectories(folder.resolve("clusters").resolve(cluster));
      // Git keeps no empty folder. Whatever is there already stays as it is.
      Path keep = its.resolve(".gitkeep");
      if (!Files.exists(keep, LinkOption.NOFOLLOW_LINKS)) {
        Files.createFile(keep);
      }
    }
    Files.writeString(folder.resolve("treaty.hcl"), text(), StandardOpenOption.CREATE_NEW);
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    text.append("# Part of every ownership mark: to change it later is to lose what it owns.\n");
    text.append("project = \"").append(project()).append("\"\n\n");
    text.append("# What a cluster shall hold stands in clusters/<name>/, as `consul config write`");
    text.append(" takes it.\n");
    clusters.forEach(name -> text.append("cluster \"").append(name).append("\" {}\n"));
    if (clusters.size() >= 2) {
      text.append("\n# Both sides at once. Delete the line if these two are not to be peered.\n");
      text.append("peering \"" + clusters.get(0) + "\" \"" + clusters.get(1) + "\" {}\n");
    }
    text.append("\n# Addresses and tokens are the operator's. They stand outside this repository,");
    text.append(" in\n# ~/.config/treaty/clusters.hcl or in the file that --clusters names:\n#\n");
    for (String name : clusters) {
      text.append("#   cluster \"" + name + "\" {\n");
      text.append("#     address = \"https://consul.example.org:8501\"\n");
      text.append("#     token   = env(\"" + variable(name) + "_TOKEN\")\n#   }\n");
    }
    text.append("\n# `treaty run` only reports what differs; \"enforce\" lets it write.\n");
    return text.append("mode = \"observe\"\n").toString();
  }

  private static String variable(String cluster) {
    return cluster.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  /** The folder's name, as far as a project may be called so. */
  private String project() {
    Path name = folder.toAbsolutePath().normalize().getFileName();
    String text = name == null ? "" : name.toString().toLowerCase(Locale.ROOT);
    String fit = text.replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
    return fit.isEmpty()
        ? "mesh"
        : fit.substring(0, Math.min(40, fit.length())).replaceAll("-$", "");
  }
}
