/**
 * What an agent is told by its configuration files and flags, read and judged.
 *
 * <p>Front doors: {@link dev.treaty.agent.settings.AgentSettings} and {@code SettingsReader}. Opens
 * nothing and starts nothing.
 */
@NullMarked
package dev.treaty.agent.settings;

import org.jspecify.annotations.NullMarked;
