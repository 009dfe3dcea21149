/** Our agent and a real Consul, asked the same and compared. Tests only. */
@NullMarked
package dev.treaty.agent.sidebyside;

import org.jspecify.annotations.NullMarked;
