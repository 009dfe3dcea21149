package dev.treaty.agent.settings;

/** Which script checks may run: from the configuration only, or from the API too. */
public record CheckSettings(boolean localScripts, boolean remoteScripts) {

  public static final CheckSettings DEFAULT = new CheckSettings(false, false);
}
