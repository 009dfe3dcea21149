package dev.treaty.agent.http;

/**
 * What an agent needs to hand requests on to others.
 *
 * @param self what it calls itself towards them
 */
public record ClusterLink(String self, Servers servers, PeerClient client) {}
