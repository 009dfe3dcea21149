/**
 * The {@code treaty agent} command.
 *
 * <p>Front door: {@link dev.treaty.agent.command.AgentCommand}. Picocli stays in here.
 */
@NullMarked
package dev.treaty.agent.command;

import org.jspecify.annotations.NullMarked;
