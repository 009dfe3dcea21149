package dev.treaty.agent.peering;

/** Placeholder removed before landing. */
final class Peering {}
