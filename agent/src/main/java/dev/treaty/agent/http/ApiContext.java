package dev.treaty.agent.http;

import dev.treaty.agent.store.Store;
import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;

/**
 * What all requests of an agent share.
 *
 * @param community refuse partitions and namespaces as Consul's Community Edition does
 * @param alwaysPretty print every answer pretty, as a dev agent of Consul's does
 * @param defaultPolicy {@code allow} or {@code deny}
 * @param manners what may change while the agent runs
 * @param servers who leads, which reads tell
 * @param jitter a number from 0 to the given one, which is added to long waits
 */
public record ApiContext(
    Store store,
    String datacenter,
    boolean community,
    boolean alwaysPretty,
    String defaultPolicy,
    Supplier<Manners> manners,
    Servers servers,
    LongUnaryOperator jitter) {}
